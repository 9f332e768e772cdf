package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an answer of several parts lets clients and caches do with it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ReuseTest {
  private static final String ROUTES =
      """
      GET /x:
        calls:
          a: { service: a, get: /a }
          b: { service: b, get: /b, optional: true }
      POST /x: { calls: { a: { service: a, post: /a } } }
      """;

  private static final String KEYS = "keys: [{ client: c, sha256: \"" + "0".repeat(64) + "\" }]\n";

  @TempDir private Path directory = Path.of("");

  private record Part(int status, List<String> headers) {
    Part(int status, String... headers) {
      this(status, List.of(headers));
    }

    void answer(TestService.Reply reply) throws IOException {
      reply.body(status, "application/json", "1", headers.toArray(String[]::new));
    }
  }

  private volatile Part first = new Part(200);
  private volatile Part second = new Part(200);

  private interface Run {
    void run(TestGateway gateway);
  }

  private void with(String config, Run run) {
    try (var a = TestService.answering((_, reply) -> first.answer(reply));
        var b = TestService.answering((_, reply) -> second.answer(reply));
        var gateway =
            TestGateway.files()
                .service("a", a)
                .service("b", b)
                .config(config)
                .routes(ROUTES)
                .start()) {
      run.run(gateway);
    }
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private void expect(TestGateway gateway, String cacheControl, Part a, Part b) {
    first = a;
    second = b;
    assertThat(header(gateway.get("/x"), "cache-control")).isEqualTo(cacheControl);
  }

  private static Part says(String cacheControl) {
    return new Part(200, "cache-control: " + cacheControl);
  }

  @Test
  void theAnswerTakesTheStrictestCacheControlOfItsParts() {
    with(
        "",
        gateway -> {
          var silent = new Part(200);
          expect(gateway, "", silent, silent);
          expect(gateway, "max-age=10", says("max-age=60"), says("max-age=10"));
          expect(gateway, "no-store", says("max-age=60"), says("no-store"));
          expect(gateway, "private, max-age=60", says("max-age=60"), says("private, max-age=99"));
          expect(gateway, "public, max-age=5", says("public, max-age=5"), says("s-maxage=9"));
          expect(
              gateway,
              "max-age=5, must-revalidate",
              says("max-age=5, must-revalidate"),
              says("max-age=9"));
          expect(gateway, "no-cache", says("max-age=60"), says("no-cache"));
          expect(gateway, "no-cache", says("max-age=60"), silent);
          var old = new Part(200, "cache-control: max-age=60", "age: 45");
          expect(gateway, "max-age=15", says("max-age=60"), old);
          expect(gateway, "no-store", says("max-age=60"), new Part(500));
          var varies = new Part(200, "cache-control: max-age=60", "vary: Accept-Language");
          expect(gateway, "max-age=60", says("max-age=60"), varies);
          assertThat(header(gateway.get("/x"), "vary")).isEqualTo("accept-language");
          var byAll = new Part(200, "cache-control: max-age=60", "vary: *");
          expect(gateway, "no-store", says("max-age=60"), byAll);
        });
  }

  @Test
  void anAnswerVariesByTheHeadersThatDecideWhatIsAskedForAndByWhoAsks() throws IOException {
    first = says("max-age=60");
    second = new Part(200, "cache-control: max-age=60", "vary: Accept-Language");
    var keys = Files.writeString(directory.resolve("keys.yaml"), KEYS);
    try (var a = TestService.answering((_, reply) -> first.answer(reply));
        var b = TestService.answering((_, reply) -> second.answer(reply));
        var gateway =
            TestGateway.files()
                .service("a", a)
                .service("b", b)
                .config("edge: { auth: { api-keys: { file: \"%s\" } } }\n".formatted(keys))
                .routes(
                    """
                    GET /address: { calls: { a: { service: a, get: "/a?x={header.X-Shop|1}" } } }
                    GET /when:
                      calls:
                        a: { service: a, get: /a, when: "{header.X-Beta}" }
                        b: { service: b, get: /b }
                    GET /body:
                      calls: { a: { service: a, post: /a, read: true, body: { shop: $header.X-Shop } } }
                    GET /answer:
                      calls: { a: { service: a, get: /a, mock: { body: { n: 1 } } } }
                      answer: { shop: $header.X-Shop, more: { $spread: $a, tone: $header.X-Tone } }
                    GET /who: { auth: optional, calls: { a: { service: a, get: /a } } }
                    GET /plain: { calls: { a: { service: a, get: /a } } }
                    """)
                .start()) {
      assertThat(varies(gateway, "/address")).containsExactly("x-shop");
      assertThat(varies(gateway, "/when")).containsExactly("x-beta", "accept-language");
      assertThat(varies(gateway, "/body")).containsExactly("x-shop");
      assertThat(varies(gateway, "/answer")).containsExactly("x-shop, x-tone");
      assertThat(varies(gateway, "/who")).containsExactly("x-api-key");
      assertThat(varies(gateway, "/plain")).isEmpty();
      first = new Part(200, "x-silent: 1");
      assertThat(varies(gateway, "/address")).containsExactly("x-shop");
    }
  }

  private static List<String> varies(TestGateway gateway, String path) {
    return gateway.get(path).headers().allValues("vary");
  }

  @Test
  void anAnswerThatMayBeKeptHasAnETagAndIs304WhenTheClientHasIt() {
    with(
        "",
        gateway -> {
          first = says("max-age=60");
          second = says("max-age=60");
          var tag = header(gateway.get("/x"), "etag");
          assertThat(tag).matches("\"[0-9a-f]{32}\"");
          for (var known : new String[] {tag, "W/" + tag, "\"other\", " + tag, "*"}) {
            var answer = gateway.get("/x", "if-none-match", known);
            assertThat(answer.statusCode()).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(header(answer, "etag")).isEqualTo(tag);
            assertThat(header(answer, "cache-control")).isEqualTo("max-age=60");
          }
          assertThat(gateway.get("/x", "if-none-match", "\"other\"").statusCode()).isEqualTo(200);
          assertThat(header(gateway.send("HEAD", "/x", ""), "etag")).isEqualTo(tag);
          assertThat(gateway.send("POST", "/x", "1", "if-none-match", "*").statusCode())
              .isEqualTo(200);
        });
  }

  @Test
  void anAnswerThatLacksAPartHasNoETag() {
    with(
        "etag: true\n",
        gateway -> {
          second = new Part(500);
          var answer = gateway.get("/x", "if-none-match", "*");
          assertThat(answer.statusCode()).isEqualTo(200);
          assertThat(header(answer, "etag")).isEmpty();
        });
  }

  @Test
  void everyWholeAnswerHasAnETagWhenAsked() {
    with("", gateway -> assertThat(header(gateway.get("/x"), "etag")).isEmpty());
    with(
        "etag: true\n",
        gateway -> {
          var tag = header(gateway.get("/x"), "etag");
          assertThat(gateway.get("/x", "if-none-match", tag).statusCode()).isEqualTo(304);
        });
  }
}
