package dev.weft.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weft.node.call.BusAnswer;
import dev.weft.node.call.BusCall;
import dev.weft.node.call.BusRequest;
import dev.weft.node.cluster.ClusterConfig;
import dev.weft.node.registry.Instance;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node in this process, and members in processes of their own that die, hang and come back. */
final class ClusterProcessTest {

  @TempDir private Path directory;
  private Node node;

  @BeforeEach
  void start() {
    node = node(List.of());
  }

  @AfterEach
  void stop() {
    node.stop().await();
  }

  @Test
  void whatAKilledProcessRegisteredIsGoneWithin2Seconds() throws Exception {
    try (var jvm = probe("probe-1");
        var other = probe("probe-2")) {
      awaitInstances(Duration.ofSeconds(10), "probe-1/http", "probe-2/http");

      jvm.kill("KILL");

      awaitInstances(Duration.ofSeconds(2), "probe-2/http");
      await()
          .atMost(Duration.ofSeconds(2))
          .until(() -> !other.info().getJsonObject("services").encode().contains("probe-1"));
    }
  }

  @Test
  void aProcessThatStopsLeavesNothingBehind() throws Exception {
    try (var jvm = probe("probe-1")) {
      awaitInstances(Duration.ofSeconds(10), "probe-1/http");

      jvm.kill("TERM");

      assertThat(jvm.awaitExit()).isZero();
      awaitInstances(Duration.ofSeconds(2));
    }
  }

  @Test
  void aProcessThatHangsIsTakenOutAndRegistersAgainWhenItGoesOn() throws Exception {
    try (var jvm = probe("probe-1")) {
      awaitInstances(Duration.ofSeconds(10), "probe-1/http");

      jvm.kill("STOP");
      awaitInstances(Duration.ofSeconds(12));
      jvm.kill("CONT");

      awaitInstances(Duration.ofSeconds(60), "probe-1/http");
    }
  }

  @Test
  void theEventBusReachesOtherMembers() {
    var other = node(List.of(node.clusterAddress().orElseThrow()));
    other
        .vertx()
        .eventBus()
        .<Buffer>consumer("echo")
        .handler(
            message -> {
              var request = BusCall.request(message);
              BusCall.reply(message, new BusAnswer(200, request.headers(), request.body()));
            })
        .completion()
        .await();
    var headers = MultiMap.caseInsensitiveMultiMap().add("X-A", "ä").add("X-A", "2");
    var request = new BusRequest("GET", "/a", headers, Buffer.buffer("body"));
    var bus = node.vertx().eventBus();

    var answer = BusCall.send(bus, "echo", request, Duration.ofSeconds(5)).await();

    assertThat(answer.body()).isEqualTo(Buffer.buffer("body"));
    assertThat(answer.headers().getAll("x-a")).containsExactly("ä", "2");
    other.stop().await();
    assertThatThrownBy(() -> BusCall.send(bus, "echo", request, Duration.ofSeconds(5)).await())
        .isInstanceOf(ReplyException.class);
  }

  @Test
  void infoShowsTheCluster() throws Exception {
    try (var jvm = probe("probe-1")) {
      var members = List.of(node.clusterAddress().orElseThrow(), address(jvm.info()));

      assertThat(jvm.info().getJsonObject("cluster").getJsonArray("members"))
          .isEqualTo(new JsonArray(members));
    }
  }

  private static String address(JsonObject info) {
    return info.getJsonObject("cluster").getString("address");
  }

  private static Node node(List<String> join) {
    var cluster = new ClusterConfig("127.0.0.1", 0, 0, join, "weft-test");
    var management = new ManagementConfig("127.0.0.1", 0);
    return Node.start(
        new NodeConfig(null, "z", management, cluster, Duration.ofSeconds(20)),
        new NodeInfo("test", "1"));
  }

  private Jvm probe(String instance) throws IOException {
    return Jvm.run(
            directory,
            """
            node:
              instance: %s
              management: {port: MANAGEMENT}
              cluster: {port: 0, join: ["%s"], name: weft-test}
            """
                .formatted(instance, node.clusterAddress().orElseThrow()))
        .awaitReady();
  }

  private void awaitInstances(Duration atMost, String... ids) {
    await()
        .atMost(atMost)
        .untilAsserted(
            () ->
                assertThat(node.registry().instances("probe").stream().map(Instance::id))
                    .containsExactly(ids));
  }
}
