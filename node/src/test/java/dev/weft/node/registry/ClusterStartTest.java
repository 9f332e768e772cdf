package dev.weft.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.weft.node.cluster.ClusterConfig;
import dev.weft.node.cluster.HazelcastSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Members come up in any order, and still end in one cluster with one registry. */
final class ClusterStartTest {

  private static final Duration AT_MOST = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();
  private final List<HazelcastInstance> members = new ArrayList<>();

  @AfterEach
  void stop() {
    members.forEach(member -> member.getLifecycleService().terminate());
    vertx.close().await();
  }

  @Test
  void membersThatBeginAtTheSameTimeFindEachOther() throws Exception {
    var ports = List.of(freePort(), freePort());
    var join = ports.stream().map(port -> "127.0.0.1:" + port).toList();
    try (var threads = Executors.newFixedThreadPool(2)) {
      var starting = ports.stream().map(port -> threads.submit(() -> member(port, join))).toList();
      for (var start : starting) {
        members.add(start.get());
      }
    }

    awaitOneRegistry();
  }

  @Test
  void aMemberThatBeganAloneJoinsTheOneItKnowsWhenThatOneComesUp() throws Exception {
    int later = freePort();
    members.add(member(0, List.of("127.0.0.1:" + later)));
    assertThat(members.getFirst().getCluster().getMembers()).hasSize(1);
    members.add(member(later, List.of()));

    awaitOneRegistry();
  }

  private void awaitOneRegistry() {
    var first = new ClusterRegistry(vertx, members.get(0));
    var second = new ClusterRegistry(vertx, members.get(1));
    first.register(instance("orders-1")).await();
    second.register(instance("orders-2")).await();
    for (var registry : List.of(first, second)) {
      await()
          .atMost(AT_MOST)
          .untilAsserted(
              () ->
                  assertThat(registry.instances("orders"))
                      .containsExactly(instance("orders-1"), instance("orders-2")));
    }
  }

  private static HazelcastInstance member(int port, List<String> join) {
    var config = new ClusterConfig("127.0.0.1", port, 0, join, "weft-start-test");
    return Hazelcast.newHazelcastInstance(HazelcastSettings.of(config));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Instance instance(String name) {
    return new Instance(
        name + "/http", "orders", "1.0", Protocol.HTTP, "127.0.0.1:8103", 1, "default", State.UP);
  }
}
