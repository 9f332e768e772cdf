package dev.weft.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Routes that hand everything on to one service. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class PassThroughTest {
  private static final String ROUTES =
      """
      ANY /s/**: { pass: { service: s, to: /** } }
      ANY /soon/**: { pass: { service: s, to: /** }, deadline: 200ms }
      ANY /as-it-is/{id}: { pass: { service: s } }
      ANY /one/{id}/x: { pass: { service: s, to: "/y/{id}" } }
      """;

  private static TestGateway before(TestService service) {
    return TestGateway.files().service("s", service).routes(ROUTES).start();
  }

  @Test
  void everyMethodBodyStatusAndPathComesThrough() {
    try (var service =
            TestService.answering(
                (request, reply) ->
                    reply.body(
                        418,
                        "text/x-tea",
                        request.method() + " " + request.uri() + " " + request.body(),
                        "x-a: 1"));
        var gateway = before(service)) {
      for (var method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND")) {
        var answer = gateway.send(method, "/s/a%20b/c?q=1&q=%2F", "body <" + method);
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.body()).isEqualTo(method + " /a%20b/c?q=1&q=%2F body <" + method);
        assertThat(answer.headers().firstValue("content-type")).contains("text/x-tea");
        assertThat(answer.headers().firstValue("x-a")).contains("1");
      }
      assertThat(gateway.get("/s").body()).isEqualTo("GET / ");
      assertThat(gateway.get("/as-it-is/7?x").body()).isEqualTo("GET /as-it-is/7?x ");
      assertThat(gateway.get("/one/a%20b/x").body()).isEqualTo("GET /y/a%20b ");
    }
  }

  @Test
  void headersOfOneConnectionStayOnIt() {
    try (var service =
            TestService.answering(
                (_, reply) ->
                    reply.body(
                        200,
                        "text/plain",
                        "x",
                        "connection: x-private",
                        "x-private: 1",
                        "keep-alive: 5",
                        "set-cookie: a=1",
                        "set-cookie: b=2"));
        var gateway = before(service)) {
      var answer =
          raw(
              gateway,
              """
              GET /s/x HTTP/1.1
              host: evil
              connection: x-mine
              connection: close
              x-mine: 1
              te: trailers
              authorization: Bearer t
              weft-call-token: forged
              proxy-authorization: p

              """
                  .replace("\n", "\r\n"));
      var sent = service.received.getFirst();
      assertThat(sent.headers().keySet())
          .doesNotContain("x-mine", "te", "weft-call-token", "proxy-authorization", "keep-alive");
      assertThat(sent.header("authorization")).isEqualTo("Bearer t");
      assertThat(sent.header("host")).isEqualTo(service.address());
      assertThat(sent.header("traceparent")).startsWith("00-");
      assertThat(answer)
          .contains("set-cookie: a=1", "set-cookie: b=2")
          .doesNotContain("x-private", "keep-alive: 5");
    }
  }

  @Test
  void whatComesAfterTheBodyReachesAClientThatLooksThere() {
    try (var service =
            TestService.answering(
                (_, reply) ->
                    reply.raw(
                        """
                        HTTP/1.1 200 OK
                        transfer-encoding: chunked

                        1
                        x
                        0
                        x-digest: 7
                        set-cookie: a=1
                        content-length: 9

                        """
                            .replace("\n", "\r\n")));
        var gateway = before(service)) {
      var request = "GET /s/x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n";
      assertThat(raw(gateway, request + "te: trailers\r\n\r\n"))
          .endsWith("1\r\nx\r\n0\r\nx-digest: 7\r\n\r\n");
      assertThat(raw(gateway, request + "\r\n")).endsWith("1\r\nx\r\n0\r\n\r\n");
    }
  }

  private static String raw(TestGateway gateway, String request) {
    try {
      return Sockets.exchange(gateway.port(), request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void troubleBehindFollowsTheTableOfStatuses() {
    try (var gateway =
        TestGateway.files().service("s", TestService.nobody()).routes(ROUTES).start()) {
      assertThat(gateway.get("/s/x").statusCode()).isEqualTo(502);
      assertThat(gateway.send("POST", "/s/x", "body").statusCode()).isEqualTo(502);
    }
    try (var hangs = TestService.answering((_, reply) -> reply.hang());
        var gateway = before(hangs)) {
      var answer = gateway.get("/soon/x");
      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
      assertThat(answer.body()).contains("\"reason\":\"timeout\"");
    }
    try (var resets = TestService.answering((_, reply) -> reply.reset());
        var gateway = before(resets)) {
      assertThat(gateway.get("/s/x").statusCode()).isEqualTo(502);
    }
    try (var gateway =
        TestGateway.files().serviceFile("s", "transport: http\n").routes(ROUTES).start()) {
      assertThat(gateway.get("/s/x").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void anAnswerThatBreaksOffBreaksOffForTheClientToo() {
    try (var liar =
            TestService.answering(
                (_, reply) -> {
                  reply.raw("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nonly this");
                  reply.close();
                });
        var gateway = before(liar)) {
      assertThatThrownBy(() -> gateway.get("/s/x")).isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void anAnswerMayComeBeforeTheRequestIsCompleteAndLeavesNoConnectionHalfUsed() {
    var left = new AtomicLong();
    try (var service =
            Servers.listen(
                request -> {
                  request.connection().closeHandler(_ -> left.incrementAndGet());
                  request.response().setStatusCode(413).end("no");
                });
        var gateway = TestGateway.files().service("s", service.address()).routes(ROUTES).start()) {
      var answer =
          raw(
              gateway,
              """
              POST /s/x HTTP/1.1
              host: x
              connection: close
              content-length: 1000000

              first bytes of many\
              """
                  .replace("\n", "\r\n"));
      assertThat(answer).startsWith("HTTP/1.1 413").endsWith("no");
      await().until(() -> left.get() == 1);
    }
  }

  @Test
  void aClientThatLeavesADownloadEndsItAtTheServiceToo() throws Exception {
    var left = new AtomicLong();
    try (var service =
            Servers.listen(
                request -> {
                  request.connection().closeHandler(_ -> left.incrementAndGet());
                  request.response().exceptionHandler(_ -> {});
                  send(request, Long.MAX_VALUE);
                });
        var gateway = TestGateway.files().service("s", service.address()).routes(ROUTES).start();
        var client = Sockets.open(gateway.port())) {
      client.getOutputStream().write("GET /s/x HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(US_ASCII));
      client.getInputStream().readNBytes(100_000);
      client.setSoLinger(true, 0);
      client.close();
      await().until(() -> left.get() == 1);
    }
  }

  @Test
  void aConnectionHeaderThatNamesTheLengthTakesNoBodyAway() {
    try (var service = TestService.json("1");
        var gateway = before(service)) {
      var answer =
          raw(
              gateway,
              """
              POST /s/x HTTP/1.1
              host: x
              connection: close
              connection: content-length
              content-length: 5

              hello\
              """
                  .replace("\n", "\r\n"));
      assertThat(answer).startsWith("HTTP/1.1 200");
      assertThat(service.received.getFirst().body()).isEqualTo("hello");
    }
  }

  private static final int MEGABYTES = 200;

  @Test
  void largeBodiesStreamBothWaysInLittleMemory() throws Exception {
    var taken = new AtomicLong();
    try (var service = Servers.listen(request -> echoLength(request, taken));
        var gateway = TestGateway.files().service("s", service.address()).routes(ROUTES).start();
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var upload =
          HttpRequest.newBuilder(gateway.uri("/s/x"))
              .POST(
                  HttpRequest.BodyPublishers.ofInputStream(
                      () -> new Zeros(MEGABYTES * 1024L * 1024)))
              .build();
      var memory = new Memory();
      var answer = client.send(upload, HttpResponse.BodyHandlers.ofInputStream());
      long read = 0;
      try (var body = answer.body()) {
        var buffer = new byte[65_536];
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
          read += n;
          memory.look();
        }
      }
      assertThat(taken.get()).isEqualTo(MEGABYTES * 1024L * 1024);
      assertThat(read).isEqualTo(taken.get());
      assertThat(memory.directGrowth()).isLessThan(64L << 20);
    }
  }

  /** Takes everything, then sends as much back, no faster than it is read. */
  private static void echoLength(HttpServerRequest request, AtomicLong taken) {
    request.handler(chunk -> taken.addAndGet(chunk.length()));
    request.endHandler(_ -> send(request, taken.get()));
  }

  private static void send(HttpServerRequest request, long left) {
    var response = request.response().setChunked(true);
    var chunk = Buffer.buffer(new byte[65_536]);
    var rest = new AtomicLong(left);
    Runnable pump =
        () -> {
          while (rest.get() > 0 && !response.writeQueueFull()) {
            rest.addAndGet(-chunk.length());
            var _ = response.write(chunk);
          }
          if (rest.get() <= 0 && !response.ended()) {
            var _ = response.end();
          }
        };
    response.drainHandler(_ -> pump.run());
    pump.run();
  }

  /** So many zeros. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long count) {
      this.left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      if (left <= 0) {
        return -1;
      }
      int n = (int) Math.min(left, length);
      Arrays.fill(into, from, from + n, (byte) 0);
      left -= n;
      return n;
    }
  }

  /** Looks at the memory that Netty has taken outside the heap. */
  private static final class Memory {
    private final long before = used();
    private long most = before;

    private static long used() {
      return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    void look() {
      most = Math.max(most, used());
    }

    long directGrowth() {
      return most - before;
    }
  }
}
