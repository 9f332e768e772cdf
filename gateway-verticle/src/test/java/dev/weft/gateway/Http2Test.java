package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many requests on one connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class Http2Test {
  private static final String ROUTES =
      """
      GET /a/{id}: { calls: { a: { service: s, get: "/a/{id}" } } }
      POST /a/{id}: { calls: { a: { service: s, post: "/a/{id}" } } }
      ANY /p/**: { pass: { service: s } }
      """;

  private Vertx vertx = Vertx.vertx();

  /** A client that nobody holds any more closes what it has open. */
  private final List<HttpClient> clients = new ArrayList<>();

  @TempDir private Path directory = Path.of("");

  @AfterAll
  void stop() {
    vertx.close().await();
  }

  private static TestGateway gateway(TestService service, String limits) {
    return gateway(service.address(), limits);
  }

  private static TestGateway gateway(String service, String limits) {
    return TestGateway.files()
        .service("s", service)
        .http(", http2-clear-text: true")
        .config("limits: { " + limits + " }\n")
        .routes(ROUTES)
        .start();
  }

  private HttpClient client() {
    var client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false),
            new PoolOptions().setHttp2MaxSize(1));
    clients.add(client);
    return client;
  }

  private static Future<HttpClientRequest> open(
      HttpClient client, TestGateway gateway, HttpMethod method, String path) {
    return client.request(method, gateway.port(), "127.0.0.1", path);
  }

  @Test
  void requestsOnOneConnectionAreServedTogether() {
    try (var service =
            TestService.answering(
                (request, reply) -> reply.json(200, "\"" + request.uri() + "\""));
        var gateway = gateway(service, "")) {
      var client = client();
      var answers =
          IntStream.range(0, 50)
              .mapToObj(
                  i ->
                      open(client, gateway, HttpMethod.GET, "/a/" + i)
                          .compose(HttpClientRequest::send)
                          .compose(answer -> answer.body()))
              .toList();
      for (int i = 0; i < 50; i++) {
        assertThat(answers.get(i).await().toString()).isEqualTo("{\"a\":\"/a/" + i + "\"}");
      }
    }
  }

  @Test
  void bodiesGoThroughWithoutALengthAndCookiesInOneHeader() {
    try (var service = TestService.json("1");
        var gateway = gateway(service, "")) {
      for (var path : new String[] {"/a/1", "/p/1"}) {
        var request = open(client(), gateway, HttpMethod.POST, path).await();
        request.headers().add("cookie", "a=1").add("cookie", "b=2");
        request.setChunked(true);
        request.write("{\"x\":").await();
        var answer = request.end("1}").compose(_ -> request.response()).await();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(service.received.getLast().body()).isEqualTo("{\"x\":1}");
      }
      assertThat(service.received.getLast().header("cookie")).isEqualTo("a=1; b=2");
    }
  }

  @Test
  void aBodyThatIsTooLargeEndsItsOwnStreamOnly() {
    try (var service = TestService.json("1");
        var gateway = gateway(service, "body: 1KB")) {
      var client = client();
      var request = open(client, gateway, HttpMethod.POST, "/a/1").await();
      var connection = request.connection();
      request.setChunked(true);
      var answer =
          request.write(Buffer.buffer(new byte[5000])).compose(_ -> request.response()).await();
      assertThat(answer.statusCode()).isEqualTo(413);
      var next = open(client, gateway, HttpMethod.GET, "/a/1").await();
      assertThat(next.connection()).isSameAs(connection);
      assertThat(next.send().await().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void headersBeyondTheLimitAreRefused() {
    try (var service = TestService.json("1");
        var gateway = gateway(service, "headers: 2KB")) {
      var request = open(client(), gateway, HttpMethod.GET, "/a/1").await();
      request.putHeader("x-long", "x".repeat(10_000));
      assertThatThrownBy(() -> request.send().compose(answer -> ok(answer.statusCode())).await())
          .isNotNull();
      assertThat(service.received).isEmpty();
    }
  }

  private static Future<Integer> ok(int status) {
    return status < 400 ? Future.succeededFuture(status) : Future.failedFuture("status " + status);
  }

  @Test
  void aClientThatResetsAStreamEndsItsCallDownToTheSocketAndNoOther() {
    try (var service =
            TestService.answering(
                (request, reply) -> {
                  if (request.uri().equals("/a/hang")) {
                    reply.hang();
                  }
                  reply.json(200, "1");
                });
        var gateway = gateway(service, "")) {
      var client = client();
      var request = open(client, gateway, HttpMethod.GET, "/a/hang").await();
      request.send();
      await().until(() -> service.received.size() == 1);
      request.reset().await();
      await().until(() -> service.open.get() == 0);
      var next = open(client, gateway, HttpMethod.GET, "/a/1").await();
      assertThat(next.connection()).isSameAs(request.connection());
      assertThat(next.send().await().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void bodiesOfPassThroughsTakeNoMoreMemoryThanOneConnectionMayHaveUnderWay() throws Exception {
    long size = 200L << 20;
    try (var service =
            Servers.listen(
                request ->
                    request
                        .response()
                        .putHeader("content-length", Long.toString(size))
                        .sendFile(zeros(size)));
        var gateway = gateway(service.address(), "")) {
      var metric = PooledByteBufAllocator.DEFAULT.metric();
      long before = metric.usedDirectMemory();
      var most = new AtomicLong();
      var read = new AtomicLong();
      open(client(), gateway, HttpMethod.GET, "/p/1")
          .compose(HttpClientRequest::send)
          .compose(
              answer -> {
                answer.handler(
                    chunk -> {
                      read.addAndGet(chunk.length());
                      most.accumulateAndGet(metric.usedDirectMemory(), Math::max);
                    });
                return answer.end();
              })
          .await(30, TimeUnit.SECONDS);
      assertThat(read.get()).isEqualTo(size);
      assertThat(most.get() - before).isLessThan(64L << 20);
    }
  }

  private String zeros(long size) {
    try (var file = new RandomAccessFile(directory.resolve("zeros").toFile(), "rw")) {
      file.setLength(size);
      return directory.resolve("zeros").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aClientThatResetsWithoutEndLosesItsConnection() {
    try (var service = TestService.answering((_, reply) -> reply.hang());
        var gateway = gateway(service, "")) {
      var client = client();
      var first = open(client, gateway, HttpMethod.GET, "/a/1").await();
      var closed = new AtomicBoolean();
      first.connection().closeHandler(_ -> closed.set(true));
      first.connection().goAwayHandler(_ -> closed.set(true));
      await()
          .until(
              () -> {
                for (int i = 0; i < 100 && !closed.get(); i++) {
                  open(client, gateway, HttpMethod.GET, "/a/1")
                      .onSuccess(
                          request -> {
                            request.send();
                            request.reset();
                          });
                }
                return closed.get();
              });
    }
  }

  @Test
  void http1IsStillSpokenAndNoRequestIsServedOverAnUpgradeToHttp2() throws IOException {
    try (var service = TestService.json("1");
        var gateway = gateway(service, "")) {
      assertThat(gateway.get("/a/1").statusCode()).isEqualTo(200);
      var answer =
          Sockets.exchange(
              gateway.port(),
              """
              GET /a/1 HTTP/1.1
              host: x
              connection: upgrade, http2-settings, close
              upgrade: h2c
              http2-settings: AAMAAABkAAQAoAAAAAIAAAAA

              """
                  .replace("\n", "\r\n"));
      assertThat(answer).doesNotContain("200");
      assertThat(service.received).hasSize(1);
    }
  }

  @Test
  void aKeptHttp1ConnectionIsNotTakenForOneThatOwesAHead() throws Exception {
    try (var service = TestService.json("1");
        var gateway = gateway(service, "head: 1s");
        var socket = Sockets.open(gateway.port())) {
      var request = "GET /a/1 HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(request);
      await().until(() -> service.received.size() == 1);
      Sockets.awaitHeadLimit(gateway.port());
      socket.getOutputStream().write(request);
      await().until(() -> service.received.size() == 2);
    }
  }

  @Test
  void withoutBeingAskedNoHttp2IsSpokenInClearText() {
    try (var service = TestService.json("1");
        var gateway = TestGateway.files().service("s", service).routes(ROUTES).start()) {
      assertThatThrownBy(
              () ->
                  open(client(), gateway, HttpMethod.GET, "/a/1")
                      .compose(HttpClientRequest::send)
                      .await())
          .isNotNull();
    }
  }
}
