package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.node.config.ConfigException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is wrong with the edge is told before anything starts, with its place. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class EdgeMistakesTest {
  private static final String CALLS = "calls: { a: { service: s, get: /a } }";

  private static void expect(TestGateway.Configured files, String... messages) {
    var thrown =
        assertThatThrownBy(() -> files.service("s", TestService.nobody()).start().close())
            .isInstanceOf(ConfigException.class);
    for (var message : messages) {
      thrown.hasMessageContaining(message);
    }
  }

  private static TestGateway.Configured files(String edge) {
    return TestGateway.files().config("edge: { " + edge + " }\n");
  }

  @Test
  void whatARouteNamesMustBeConfigured() {
    expect(
        TestGateway.files()
            .config(
                """
                edge:
                  rate-limits: { search: { by: address, requests: 1 } }
                  cors: { public: { origins: ["*"] } }
                """)
            .routes(
                """
                GET /a: { limits: [serach], %1$s }
                GET /b: { cors: pulbic, %1$s }
                GET /c: { auth: requird, %1$s }
                GET /d: { auth: required, %1$s }
                GET /e: { scopes: [read], %1$s }
                """
                    .formatted(CALLS)),
        "routes.yaml:1:19: GET /a.limits: there is no rate limit \"serach\" (did you mean"
            + " \"search\"?)",
        "routes.yaml:2:17: GET /b.cors: there is no CORS policy \"pulbic\" (did you mean"
            + " \"public\"?)",
        "routes.yaml:3:17: GET /c.auth: must be one of none, optional, required",
        "routes.yaml:4:17: GET /d.auth: needs edge.auth",
        "GET /e.scopes: need edge.auth");
  }

  @Test
  void timesThatCannotWorkAreRefused() {
    for (var limit : List.of("idle: 0s", "head: 0s", "body-time: 0s", "connect: 0s", "idle: 25h")) {
      expect(
          TestGateway.files().config("limits: { " + limit + " }\n"),
          limit.substring(0, limit.indexOf(':')) + " must be from 1ms to 24h");
    }
    expect(
        files("auth: { api-keys: { file: keys.yaml, reload: 0s } }"), "reload must be 1ms or more");
  }

  @Test
  void settingsThatWouldLeaveADoorOpenAreRefused() {
    expect(files("auth: { jwt: { issuer: x, algorithms: [rs256] } }"), "edge.auth.jwt", "audience");
    expect(
        files("auth: { jwt: { issuer: x, audience: [a], algorithms: [hs256] } }"),
        "edge.auth.jwt.algorithms[0]",
        "must be one of rs256, ps256, es256, eddsa");
    expect(files("auth: { jwt: { issuer: x, audience: [a] } }"), "needs algorithms");
    expect(files("auth: { unless-said: required }"), "needs jwt or api-keys");
    expect(
        files("cors: { default: { origins: ['*'], credentials: true } }"),
        "edge.cors.default",
        "credentials need the origins by name");
    expect(files("rate-limits: { x: { by: moon, requests: 1 } }"), "edge.rate-limits.x", "by must");
    expect(TestGateway.files().http(", proxies: [10.0.0.0]"), "is no network");
    expect(TestGateway.files().http(", proxies: [localhost/8]"), "is no network");
    expect(TestGateway.files().http(", proxy-protocol: true"), "proxy-protocol needs proxies");
    expect(
        TestGateway.files().http(", tls: { certificate: none.crt, key: none.key }"),
        "http.tls.certificate: the file cannot be read",
        "http.tls.key: the file cannot be read");
  }
}
