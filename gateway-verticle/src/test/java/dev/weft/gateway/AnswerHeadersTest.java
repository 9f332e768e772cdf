package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Headers that every answer has, and what browsers are told. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class AnswerHeadersTest {
  private static final String ROUTES =
      """
      GET /a/{id}: { calls: { a: { service: s, get: "/a/{id}" } } }
      PUT /a/{id}: { calls: { a: { service: s, put: "/a/{id}" } } }
      GET /private: { cors: none, calls: { a: { service: s, get: /a } } }
      GET /p/**: { pass: { service: s } }
      """;
  private static final String PARTNERS =
      "GET /partners: { cors: partners, calls: { a: { service: s, get: /a } } }\n";
  private static final String CORS =
      """
      edge:
        cors:
          default:
            origins: ["https://shop.example", "https://www.example"]
            headers: [Content-Type, X-Trace]
            expose: [Weft-Partial]
            credentials: true
            max-age: 5m
          partners: { origins: ["*"] }
      """;

  @Test
  void browsersMustNotGuessContentTypesAndNobodyIsToldTheServer() {
    try (var service =
            TestService.answering(
                (_, reply) ->
                    reply.body(
                        200,
                        "application/json",
                        "1",
                        "server: secret/1.0",
                        "x-content-type-options: other"));
        var gateway = TestGateway.files().service("s", service).routes(ROUTES).start()) {
      for (var path : new String[] {"/a/1", "/p/1", "/nope"}) {
        var answer = gateway.get(path);
        assertThat(answer.headers().allValues("x-content-type-options"))
            .as(path)
            .containsExactly("nosniff");
        assertThat(answer.headers().firstValue("server")).as(path).isEmpty();
        assertThat(answer.headers().firstValue("strict-transport-security")).as(path).isEmpty();
      }
    }
  }

  @Test
  void headersAreAddedAndTakenAwayByConfiguration() {
    try (var service =
            TestService.answering(
                (_, reply) ->
                    reply.body(200, "application/json", "1", "x-powered-by: x", "server: s"));
        var gateway =
            TestGateway.files()
                .service("s", service)
                .config(
                    "edge: { headers: { X-Powered-By: '', X-Content-Type-Options: '',"
                        + " Referrer-Policy: no-referrer } }\n")
                .routes(ROUTES)
                .start()) {
      var answer = gateway.get("/p/1");
      assertThat(answer.headers().firstValue("x-powered-by")).isEmpty();
      assertThat(answer.headers().firstValue("x-content-type-options")).isEmpty();
      assertThat(answer.headers().firstValue("referrer-policy")).contains("no-referrer");
    }
  }

  @Test
  void pagesOfAllowedOriginsMayReadAnswersAndErrors() {
    try (var service =
            TestService.answering(
                (_, reply) ->
                    reply.body(
                        200,
                        "application/json",
                        "1",
                        "access-control-allow-origin: *",
                        "vary: x"));
        var gateway =
            TestGateway.files()
                .service("s", service)
                .config(CORS)
                .routes(ROUTES + PARTNERS)
                .start()) {
      for (var path : new String[] {"/a/1", "/p/1"}) {
        var answer = gateway.get(path, "origin", "https://shop.example");
        assertThat(answer.headers().allValues("access-control-allow-origin"))
            .as(path)
            .containsExactly("https://shop.example");
        assertThat(answer.headers().firstValue("access-control-allow-credentials"))
            .contains("true");
        assertThat(answer.headers().firstValue("access-control-expose-headers"))
            .contains("Weft-Partial");
        assertThat(answer.headers().allValues("vary")).as(path).contains("origin");
      }
      var other = gateway.get("/a/1", "origin", "https://evil.example");
      assertThat(other.headers().firstValue("access-control-allow-origin")).isEmpty();
      assertThat(other.headers().firstValue("vary")).contains("origin");
      var none = gateway.get("/private", "origin", "https://shop.example");
      assertThat(none.headers().firstValue("access-control-allow-origin")).isEmpty();
      assertThat(none.headers().firstValue("vary")).isEmpty();
      var all = gateway.get("/partners", "origin", "https://evil.example");
      assertThat(all.headers().firstValue("access-control-allow-origin")).contains("*");
    }
  }

  @Test
  void aPreflightIsAnsweredByTheGateway() {
    try (var service = TestService.json("1");
        var gateway =
            TestGateway.files()
                .service("s", service)
                .config(CORS)
                .routes(ROUTES + PARTNERS)
                .start()) {
      var answer =
          gateway.send(
              "OPTIONS",
              "/a/1",
              "",
              "origin",
              "https://www.example",
              "access-control-request-method",
              "PUT",
              "access-control-request-headers",
              "content-type,x-trace");
      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(answer.headers().firstValue("access-control-allow-origin"))
          .contains("https://www.example");
      assertThat(answer.headers().firstValue("access-control-allow-methods")).contains("PUT");
      assertThat(answer.headers().firstValue("access-control-allow-headers"))
          .contains("content-type,x-trace");
      assertThat(answer.headers().firstValue("access-control-max-age")).contains("300");
      assertThat(service.received).isEmpty();

      for (var refused :
          new String[][] {
            {"https://evil.example", "PUT", "content-type"},
            {"https://www.example", "DELETE", "content-type"},
            {"https://www.example", "P U T", "content-type"},
          }) {
        var no =
            gateway.send(
                "OPTIONS",
                "/a/1",
                "",
                "origin",
                refused[0],
                "access-control-request-method",
                refused[1],
                "access-control-request-headers",
                refused[2]);
        assertThat(no.statusCode()).isEqualTo(204);
        assertThat(no.headers().firstValue("access-control-allow-origin")).isEmpty();
      }
      var header =
          gateway.send(
              "OPTIONS",
              "/a/1",
              "",
              "origin",
              "https://www.example",
              "access-control-request-method",
              "PUT",
              "access-control-request-headers",
              "x-other");
      assertThat(header.headers().firstValue("access-control-allow-headers")).isEmpty();
    }
  }
}
