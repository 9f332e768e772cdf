package dev.weft.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.node.management.CheckResult;
import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;
import dev.weft.node.registry.State;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NodeTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private Node node;

  @BeforeEach
  void start() {
    node = Node.start(config("probe-1", 0), new NodeInfo("probe", "1.2"));
    node.partsHaveStarted();
  }

  @AfterEach
  void stop() {
    node.stop().await();
    client.close();
  }

  @Test
  void aNewNodeIsStartedLiveAndReady() throws Exception {
    for (var kind : new String[] {"started", "live", "ready"}) {
      var answer = get("/health/" + kind);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(new JsonObject(answer.body()).getString("status")).isEqualTo("UP");
      assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    }
  }

  @Test
  void aNodeIsLiveButNotReadyBeforeItsPartsHaveStarted() throws Exception {
    var starting = Node.start(config("probe-2", 0), new NodeInfo("probe", "1.2"));
    try {
      assertThat(status(starting, "started")).isEqualTo(503);
      assertThat(status(starting, "ready")).isEqualTo(503);
      assertThat(status(starting, "live")).isEqualTo(200);
      starting.partsHaveStarted();
      assertThat(status(starting, "started")).isEqualTo(200);
      assertThat(status(starting, "ready")).isEqualTo(200);
    } finally {
      starting.stop().await();
    }
  }

  @Test
  void aCheckThatIsUpMayHaveANote() throws Exception {
    node.health().ready("broker", () -> CheckResult.up("away, messages wait"));

    var answer = get("/health/ready");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("{\"name\":\"broker\",\"status\":\"UP\",\"note\":\"away, messages wait\"}");
  }

  @Test
  void aCheckThatIsDownSaysWhyAndTakesOnlyItsOwnKindDown() throws Exception {
    node.health().ready("broker", CheckResult::up);
    var check = node.health().ready("database", () -> CheckResult.down("connection refused"));

    var answer = get("/health/ready");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"process\",\"status\":\"UP\"},"
                + "{\"name\":\"broker\",\"status\":\"UP\"},{\"name\":\"database\",\"status\":\"DOWN\",\"reason\":\"connection"
                + " refused\"}]}");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    check.close();
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void aCheckThatThrowsIsDown() throws Exception {
    node.health()
        .live(
            "broken",
            () -> {
              throw new IllegalStateException("internal detail");
            });

    var answer = get("/health/live");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("the check failed").doesNotContain("internal detail");
  }

  @Test
  void startedHasChecksOfItsOwn() throws Exception {
    node.health().started("migrations", () -> CheckResult.down("running"));

    assertThat(get("/health/started").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsHaveTheRuntimeAndTheOwnMeters() throws Exception {
    node.meters().counter("weft.requests", "route", "a").increment(3);

    var answer = get("/metrics");

    assertThat(answer.headers().firstValue("content-type")).get().asString().contains("text/plain");
    assertThat(answer.body())
        .contains("weft_requests_total{route=\"a\"} 3.0")
        .contains("jvm_memory_used_bytes", "process_cpu_usage", "process_uptime_seconds")
        .contains("process_files_open_files", "jvm_gc_", "logback_events_total")
        .doesNotContain("vertx_http_server");
  }

  @Test
  void nodesInOneProcessHaveMetersOfTheirOwn() {
    var other = Node.start(config(null, 0), new NodeInfo("probe", "1"));

    for (var meters : List.of(node.meters(), other.meters())) {
      assertThat(meters.find("vertx.pool.ratio").gauges()).isNotEmpty();
    }
    assertThat(other.meters()).isNotSameAs(node.meters());
    other.stop().await();
  }

  @Test
  void infoTellsWhatTheProcessIsAndHostsAndKnows() throws Exception {
    var part = node.addPart("orders", () -> new JsonObject().put("port", 8103));
    node.registry()
        .register(
            new Instance(
                "probe-1/http", "orders", "1", Protocol.HTTP, "h:1", 2, "default", State.UP))
        .await();

    var info = new JsonObject(get("/info").body());

    assertThat(info.getString("name")).isEqualTo("probe");
    assertThat(info.getString("version")).isEqualTo("1.2");
    assertThat(info.getString("instance")).isEqualTo("probe-1");
    assertThat(info.getString("zone")).isEqualTo("here");
    assertThat(info.getString("sockets")).isIn("native", "nio");
    assertThat(info.getLong("uptimeSeconds")).isNotNegative();
    assertThat(info.getJsonArray("parts").encode())
        .isEqualTo("[{\"name\":\"orders\",\"port\":8103}]");
    assertThat(info.getJsonObject("services").encode())
        .isEqualTo(
            "{\"orders\":[{\"id\":\"probe-1/http\",\"service\":\"orders\",\"version\":\"1\","
                + "\"protocol\":\"HTTP\",\"address\":\"h:1\",\"weight\":2,\"zone\":\"default\","
                + "\"state\":\"UP\"}]}");
    part.close();
    assertThat(new JsonObject(get("/info").body()).getJsonArray("parts")).isEmpty();
  }

  @Test
  void otherPathsAndMethodsAreProblems() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/").headers().firstValue("content-type")).contains("application/problem+json");
    var post =
        client.send(
            request("/info").POST(HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("allow")).contains("GET");
    var head =
        client.send(
            request("/health/live").method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(head.statusCode()).isEqualTo(200);
  }

  @Test
  void anInstanceWithoutANameGetsOne() {
    var other = Node.start(config(null, 0), new NodeInfo("probe", "1"));

    assertThat(other.instanceId()).matches("probe-[0-9a-f]{8}");
    assertThat(other.zone()).isEqualTo("here");
    other.stop().await();
  }

  @Test
  void theNativeTransportIsUsedWhereThereIsOne() {
    assertThat(node.vertx().isNativeTransportEnabled())
        .isEqualTo(System.getProperty("os.name").equals("Linux"));
  }

  @Test
  void stoppingRunsTheStepsOnceWhileTheManagementPortStillAnswers() throws Exception {
    var seen = new CopyOnWriteArrayList<String>();
    node.onStop(StopPhase.CLOSE, "last", () -> note(seen, "close"));
    node.onStop(StopPhase.DRAIN, "work", () -> readiness().onSuccess(seen::add));
    node.onStop(StopPhase.WITHDRAW, "first", () -> note(seen, "withdraw"));

    var first = node.stop();
    assertThat(node.stop()).isSameAs(first);
    first.await();

    assertThat(seen).containsExactly("withdraw", "503 stopping", "close");
    assertThat(node.isStopping()).isTrue();
    assertThatThrownBy(() -> get("/health/live")).isInstanceOf(IOException.class);
  }

  private static Future<Void> note(List<String> seen, String what) {
    seen.add(what);
    return Future.succeededFuture();
  }

  private Future<String> readiness() {
    return node.vertx()
        .executeBlocking(() -> get("/health/ready"))
        .map(
            answer ->
                answer.statusCode() + (answer.body().contains("stopping") ? " stopping" : ""));
  }

  @Test
  void aTakenManagementPortIsOneSentence() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> Node.start(config("x", port), new NodeInfo("probe", "1")))
          .isInstanceOf(StartFailure.class)
          .hasMessage("The management port " + port + " on 127.0.0.1 is taken by another process.");
    }
  }

  @Test
  void anAddressOfAnotherMachineIsOneSentence() {
    var config = new ManagementConfig("192.0.2.1", 0);

    assertThatThrownBy(
            () ->
                Node.start(
                    new NodeConfig(null, "z", config, null, Duration.ofSeconds(1)),
                    new NodeInfo("probe", "1")))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "The management port cannot be opened: 192.0.2.1 is no address of this machine.");
  }

  private static NodeConfig config(@org.jspecify.annotations.Nullable String name, int port) {
    return new NodeConfig(
        name, "here", new ManagementConfig("127.0.0.1", port), null, Duration.ofSeconds(5));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private int status(Node of, String kind) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + of.managementPort() + "/health/" + kind);
    return client
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.managementPort() + path));
  }
}
