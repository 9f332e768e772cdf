package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parts that are kept, as RFC 9111 says. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class CacheTest {
  private static final String ROUTES =
      """
      GET /x: { calls: { a: { service: s, get: "/a?q={query.q|0}" } }, answer: $a }
      GET /inside: { calls: { a: { service: s, get: "/a?q=0" } }, answer: $a.b }
      POST /x: { calls: { a: { service: s, post: "/a?q=9" } }, answer: $a }
      """;

  private final AtomicInteger status = new AtomicInteger(200);
  private volatile String[] headers = {};
  private final AtomicInteger version = new AtomicInteger();

  @SuppressWarnings("NullAway.Init") // set for each run
  private TestGateway gateway;

  @SuppressWarnings("NullAway.Init")
  private TestService service;

  private void answer(TestService.Received request, TestService.Reply reply) throws IOException {
    boolean isUnchanged = request.header("if-none-match").equals("\"v\"");
    reply.body(
        isUnchanged && status.get() == 200 ? 304 : status.get(),
        "application/json",
        isUnchanged ? "" : "{\"b\":" + version.incrementAndGet() + "}",
        headers);
  }

  /** Asks through a gateway that keeps parts, before a service whose answers have such headers. */
  private void with(String settings, Run run, String... itsHeaders) {
    headers = itsHeaders;
    version.set(0);
    status.set(200);
    try (var asked = TestService.answering(this::answer);
        var started =
            TestGateway.files()
                .eventLoops(1)
                .serviceFile(
                    "s", settings + "\ninstances: [{ address: \"" + asked.address() + "\" }]\n")
                .routes(ROUTES)
                .start()) {
      service = asked;
      gateway = started;
      run.run();
    }
  }

  private void keeping(Run run, String... itsHeaders) {
    with("retry: { enabled: false }\ncache: { size: 1MB, part: 1KB }", run, itsHeaders);
  }

  private interface Run {
    void run();
  }

  private void expect(String body, int asked) {
    expect("/x", body, asked);
  }

  private void expect(String path, String body, int asked, String... requestHeaders) {
    assertThat(gateway.get(path, requestHeaders).body()).isEqualTo(body);
    assertThat(service.received).hasSize(asked);
  }

  private void expectNothingKept(String... itsHeaders) {
    keeping(
        () -> {
          expect("{\"b\":1}", 1);
          expect("{\"b\":2}", 2);
        },
        itsHeaders);
  }

  @Test
  void aFreshPartIsNotAskedForAgain() {
    keeping(
        () -> {
          expect("{\"b\":1}", 1);
          expect("{\"b\":1}", 1);
          expect("/x?q=1", "{\"b\":2}", 2);
          assertThat(gateway.count("weft.gateway.cache", "result", "hit")).isEqualTo(1);
          assertThat(gateway.count("weft.gateway.cache", "result", "miss")).isEqualTo(2);
        },
        "cache-control: max-age=60");
    keeping(
        () -> {
          expect("{\"b\":1}", 1);
          expect("{\"b\":1}", 1);
        },
        "date: Tue, 15 Nov 1994 08:12:31 GMT",
        "cache-control: max-age=5000000000",
        "expires: Tue, 15 Nov 1994 08:12:31 GMT");
    keeping(
        () -> {
          expect("{\"b\":1}", 1);
          expect("{\"b\":1}", 1);
        },
        "expires: Tue, 15 Nov 2094 08:12:31 GMT");
  }

  @Test
  void aRouteThatLooksInsideGetsWhatItNeeds() {
    keeping(
        () -> {
          expect("{\"b\":1}", 1);
          expect("/inside", "2", 2);
          expect("/inside", "2", 2);
        },
        "cache-control: max-age=60");
  }

  @Test
  void nothingIsKeptUnlessAsked() {
    with(
        "",
        () -> {
          expect("{\"b\":1}", 1);
          expect("{\"b\":2}", 2);
        },
        "cache-control: max-age=60");
  }

  @Test
  void whatMayNotBeKeptIsNot() {
    expectNothingKept();
    expectNothingKept("cache-control: no-store, max-age=60");
    expectNothingKept("cache-control: private, max-age=60");
    expectNothingKept("cache-control: max-age=60", "vary: *");
    expectNothingKept("cache-control: max-age=sixty");
    expectNothingKept("cache-control: max-age=60, s-maxage=0");
    expectNothingKept("cache-control: max-age=60", "age: 60");
    expectNothingKept("last-modified: Tue, 15 Nov 1994 08:12:31 GMT");
    expectNothingKept("expires: 0");
  }

  @Test
  void onlyGoodWholeJsonIsKept() {
    keeping(
        () -> {
          status.set(206);
          expect("{\"b\":1}", 1);
          expect("{\"b\":2}", 2);
          status.set(404);
          gateway.get("/x");
          gateway.get("/x");
          assertThat(service.received).hasSize(4);
        },
        "cache-control: max-age=60");
    try (var html =
            TestService.answering(
                (_, reply) -> reply.body(200, "text/html", "<html>", "cache-control: max-age=60"));
        var before =
            TestGateway.files()
                .serviceFile(
                    "s", "cache: {}\ninstances: [{ address: \"" + html.address() + "\" }]\n")
                .routes(ROUTES)
                .start()) {
      assertThat(before.get("/x").statusCode()).isEqualTo(502);
      assertThat(before.get("/x").statusCode()).isEqualTo(502);
      assertThat(html.received).hasSize(2);
    }
  }

  @Test
  void aPartThatIsTooLargeIsNotKept() {
    with(
        "cache: { size: 1KB, part: 4B }",
        () -> {
          expect("{\"b\":1}", 1);
          expect("{\"b\":2}", 2);
        },
        "cache-control: max-age=60");
  }

  @Test
  void aStalePartIsAskedForWithItsETagAnd304KeepsIt() {
    keeping(
        () -> {
          expect("{\"b\":1}", 1);
          expect("{\"b\":1}", 2);
          assertThat(service.received.get(1).header("if-none-match")).isEqualTo("\"v\"");
          headers = new String[] {"etag: \"v\"", "cache-control: max-age=60"};
          expect("{\"b\":1}", 3);
          expect("{\"b\":1}", 3);
          assertThat(gateway.count("weft.gateway.cache", "result", "revalidated")).isEqualTo(2);
        },
        "etag: \"v\"",
        "cache-control: no-cache, max-age=60");
  }

  @Test
  void variantsAreKeptApart() {
    keeping(
        () -> {
          expect("/x", "{\"b\":1}", 1, "accept-language", "de");
          expect("/x", "{\"b\":2}", 2, "accept-language", "fr");
          expect("/x", "{\"b\":3}", 3);
          expect("/x", "{\"b\":1}", 3, "accept-language", "de");
          expect("/x", "{\"b\":2}", 3, "accept-language", "fr");
          expect("/x", "{\"b\":3}", 3);
        },
        "cache-control: max-age=60",
        "vary: Accept-Language");
    keeping(
        () -> {
          expect("/x", "{\"b\":1}", 1, "accept-language", "de");
          expect("/x", "{\"b\":1}", 1, "accept-language", "fr");
        },
        "cache-control: max-age=60");
  }

  @Test
  void aSuccessfulWriteToTheSamePathOutdatesWhatIsKept() {
    keeping(
        () -> {
          expect("{\"b\":1}", 1);
          status.set(500);
          assertThat(gateway.send("POST", "/x", "{}").statusCode()).isEqualTo(502);
          status.set(200);
          expect("{\"b\":1}", 2);
          assertThat(gateway.send("POST", "/x", "{}").statusCode()).isEqualTo(200);
          expect("{\"b\":4}", 4);
        },
        "cache-control: max-age=60");
  }

  @Test
  void aStalePartStandsInWhenTheServiceFailsIfItMay() {
    keeping(
        () -> {
          expect("{\"b\":1}", 1);
          status.set(500);
          expect("{\"b\":1}", 2);
          service.close();
          assertThat(gateway.get("/x").body()).isEqualTo("{\"b\":1}");
          assertThat(gateway.get("/x").headers().firstValue("weft-partial")).isEmpty();
          assertThat(gateway.count("weft.gateway.cache", "result", "stale")).isEqualTo(3);
        },
        "last-modified: Tue, 15 Nov 1994 08:12:31 GMT",
        "cache-control: max-age=0, stale-if-error=60");
    keeping(
        () -> {
          expect("{\"b\":1}", 1);
          status.set(500);
          assertThat(gateway.get("/x").statusCode()).isEqualTo(502);
        },
        "last-modified: Tue, 15 Nov 1994 08:12:31 GMT",
        "cache-control: max-age=0, must-revalidate, stale-if-error=60");
  }

  @Test
  void aStalePartIsUsedWhileItIsAskedForAnewIfItMay() {
    keeping(
        () -> {
          expect("{\"b\":1}", 1);
          headers = new String[] {"cache-control: max-age=60"};
          assertThat(gateway.get("/x").body()).isEqualTo("{\"b\":1}");
          await().until(() -> gateway.get("/x").body().equals("{\"b\":2}"));
          assertThat(service.received).hasSize(2);
        },
        "last-modified: Tue, 15 Nov 1994 08:12:31 GMT",
        "cache-control: max-age=0, stale-while-revalidate=60");
  }
}
