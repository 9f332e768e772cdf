package dev.weft.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.node.call.BusAnswer;
import dev.weft.node.call.BusCall;
import dev.weft.node.call.BusRequest;
import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class BusEndpointTest {

  private static final NotesService NOTES = new NotesService();
  private static TestHost host;

  @BeforeAll
  static void start() throws Exception {
    host = TestHost.start(NOTES);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Test
  void theSameEndpointAnswersTheSame() throws Exception {
    var created =
        send(request("POST", "/notes", "{\"text\":\"bus\",\"price\":4.2900,\"tags\":[]}"));

    assertThat(created.status()).isEqualTo(201);
    var location = created.headers().get("location");
    var overBus = send(request("GET", location, ""));
    var overHttp = host.get(location);
    assertThat(overBus.status()).isEqualTo(200);
    assertThat(overBus.body().toString()).isEqualTo(overHttp.body());
    assertThat(overBus.headers().get("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void whoHasNoCallTokenIsRefused() {
    var request = request("GET", "/notes", "");
    request.headers().remove("weft-call-token");

    var answer = send(request);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
  }

  @Test
  void theDocumentOfTheServiceIsForTheGatewayOnly() throws Exception {
    var overBus = send(request("GET", "/openapi.json", ""));
    var stranger = request("GET", "/openapi.json", "");
    stranger.headers().remove("weft-call-token");

    assertThat(overBus.status()).isEqualTo(200);
    assertThat(overBus.body().toJsonObject().getJsonObject("paths").fieldNames())
        .contains("/notes/{id}")
        .doesNotContain("/openapi.json");
    assertThat(overBus.body().toString()).isEqualTo(host.get("/openapi.json").body());
    assertThat(send(stranger).status()).isEqualTo(401);
  }

  @Test
  void refusalsMistakesAndLimitsAreTheSame() {
    assertThat(send(request("GET", "/nowhere", "")).status()).isEqualTo(404);
    assertThat(send(request("PATCH", "/notes", "")).status()).isEqualTo(405);
    assertThat(send(request("GET", "/broken", "")).status()).isEqualTo(500);
    assertThat(send(request("POST", "/notes", "{")).status()).isEqualTo(400);
    assertThat(send(request("POST", "/notes", "x".repeat(2 << 20))).status()).isEqualTo(413);
    assertThat(send(request("GET", "/notes?limit=0", "")).status()).isEqualTo(400);
    assertThat(send(request("", "", "")).status()).isEqualTo(400);
  }

  @Test
  void aMessageThatIsNoRequestIsAnsweredToo() {
    var reply = host.node().vertx().eventBus().request(address(), "hello").await();

    assertThat(reply.headers().get("weft-status")).isEqualTo("400");
  }

  @Test
  void requestsRunAtTheSameTime() {
    NOTES.gate = new CountDownLatch(1);
    int before = NOTES.held.get();
    var held = IntStream.range(0, 20).mapToObj(_ -> call(request("GET", "/held", ""))).toList();
    Awaitility.await().until(() -> NOTES.held.get() == before + 20);

    NOTES.gate.countDown();

    assertThat(held).allSatisfy(answer -> assertThat(answer.await().status()).isEqualTo(200));
  }

  private static BusRequest request(String method, String uri, String body) {
    var headers =
        MultiMap.caseInsensitiveMultiMap()
            .set("Content-Type", "application/json")
            .set("weft-call-token", host.token());
    return new BusRequest(method, uri, headers, Buffer.buffer(body));
  }

  private static BusAnswer send(BusRequest request) {
    return call(request).await();
  }

  private static io.vertx.core.Future<BusAnswer> call(BusRequest request) {
    return BusCall.send(host.node().vertx().eventBus(), address(), request, Duration.ofSeconds(20));
  }

  private static String address() {
    return host.node().registry().instances("notes").stream()
        .filter(instance -> instance.protocol() == Protocol.EVENT_BUS)
        .map(Instance::address)
        .findFirst()
        .orElseThrow();
  }
}
