package dev.weft.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.weft.node.StartFailure;
import dev.weft.node.cluster.ClusterConfig;
import dev.weft.node.cluster.HazelcastSettings;
import dev.weft.node.management.CheckResult;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real members in one process; what kills a process for real is in {@code ClusterProcessTest}. */
final class ClusterRegistryTest {

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMillis(600);

  private final List<Peer> peers = new ArrayList<>();

  private record Peer(HazelcastInstance hazelcast, Vertx vertx, ClusterRegistry registry) {
    void close() {
      hazelcast.getLifecycleService().terminate();
      vertx.close().await();
    }
  }

  @AfterEach
  void stopAll() {
    peers.forEach(Peer::close);
  }

  @Test
  void everyMemberKnowsWhatEveryMemberRegisters() {
    var members = join(3);

    var registrations =
        IntStream.range(0, 3)
            .mapToObj(i -> members.get(i).registry.register(instance("orders-" + i)).await())
            .toList();

    for (var member : members) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(member.registry.instances("orders"))
                      .containsExactly(
                          instance("orders-0"), instance("orders-1"), instance("orders-2")));
    }
    registrations.get(0).drain().await();
    registrations.get(1).withdraw().await();
    for (var member : members) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(member.registry.instances("orders"))
                      .containsExactly(
                          instance("orders-0").withState(State.DRAINING), instance("orders-2")));
    }
  }

  @Test
  void whatIsRegisteredIsKnownHereAtOnceAndToALateComerFromItsFirstMoment() {
    var first = join(1).getFirst();
    first.registry.register(instance("orders-1")).await();

    assertThat(first.registry.instances("orders")).containsExactly(instance("orders-1"));
    assertThat(join(1).getFirst().registry.instances("orders"))
        .containsExactly(instance("orders-1"));
  }

  @Test
  void whatAMemberRegisteredGoesWithTheMember() {
    var members = join(3);
    members.get(1).registry.register(instance("orders-1")).await();
    members.get(2).registry.register(instance("orders-2")).await();
    awaitIds(members.getFirst(), "orders-1/http", "orders-2/http");

    members.get(2).hazelcast.getLifecycleService().terminate();

    awaitIds(members.get(0), "orders-1/http");
    awaitIds(members.get(1), "orders-1/http");
    assertThat(members.get(2).registry.check()).isInstanceOf(CheckResult.Down.class);
    assertThat(members.get(0).registry.check()).isInstanceOf(CheckResult.Up.class);
    // The entry itself is swept from the map a little later.
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> !map(members.getFirst()).containsKey("orders-2/http"));
  }

  @Test
  void whatTheMapLosesIsWrittenAgain() {
    var members = join(2);
    members.get(1).registry.register(instance("orders-1")).await();
    awaitIds(members.get(0), "orders-1/http");

    map(members.get(0)).clear();
    awaitIds(members.get(0));

    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () ->
                assertThat(members.get(0).registry.instances("orders"))
                    .containsExactly(instance("orders-1")));
    assertThat(members.get(1).registry.instances("orders"))
        .as("the owner never lost sight of it")
        .containsExactly(instance("orders-1"));
  }

  @Test
  void anEntryOfNobodyIsNotShownAndSwept() {
    var member = join(1).getFirst();

    map(member).put("ghost/http", new Owned("nobody", instance("ghost")).encode());
    map(member).put("nonsense", "{}");

    assertThat(member.registry.snapshot()).isEmpty();
    await().atMost(Duration.ofSeconds(15)).until(() -> !map(member).containsKey("ghost/http"));
    assertThat(member.registry.snapshot()).isEmpty();
  }

  @Test
  void anEntryOfANewerVersionIsUnderstoodAsFarAsItIsKnown() {
    var json = instance("orders-1").toJson().put("owner", "x").put("colour", "blue").encode();

    assertThat(Owned.decode(json)).contains(new Owned("x", instance("orders-1")));
    assertThat(Owned.decode(json.replace("\"UP\"", "\"ASLEEP\""))).isEmpty();
    assertThat(Owned.decode("not json")).isEmpty();
    assertThat(Owned.decode(null)).isEmpty();
  }

  @Test
  void whoeverComesSecondWithANameIsToldAndTheFirstKeepsIt() {
    var members = join(2);
    members.get(0).registry.register(instance("orders-1")).await();
    awaitIds(members.get(1), "orders-1/http");

    assertThatThrownBy(() -> members.get(1).registry.register(instance("orders-1")).await())
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("Another process of the cluster is registered as orders-1/http");

    assertThat(Owned.decode(map(members.get(1)).get("orders-1/http")).orElseThrow().owner())
        .isEqualTo(Owned.decode(map(members.get(0)).get("orders-1/http")).orElseThrow().owner());
    members.get(0).registry.close().await();
    awaitIds(members.get(1));
    members.get(1).registry.register(instance("orders-1")).await();
    awaitIds(members.get(0), "orders-1/http");
  }

  @Test
  void anAddressThatNobodyCanCallIsNoInstance() {
    var json = instance("orders-1").toJson().put("owner", "x");

    for (var address : List.of("host", "host:abc", "host:0", "host:70000", ":80")) {
      assertThat(Owned.decode(json.copy().put("address", address).encode())).as(address).isEmpty();
    }
  }

  @Test
  void closingTakesTheOwnEntriesAway() {
    var members = join(2);
    members.get(1).registry.register(instance("orders-1")).await();
    awaitIds(members.get(0), "orders-1/http");

    members.get(1).registry.close().await();

    awaitIds(members.get(0));
  }

  @Test
  void membersOfAnotherNameStayApart() {
    var first = join(1).getFirst();
    var other =
        member(new ClusterConfig("127.0.0.1", 0, 0, List.of(first.registry.address()), "x"));

    assertThat(other.registry.addresses()).containsExactly(other.registry.address());
    assertThat(first.registry.addresses()).containsExactly(first.registry.address());
  }

  private List<Peer> join(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            _ -> {
              var known = peers.stream().map(peer -> peer.registry.address()).toList();
              return member(new ClusterConfig("127.0.0.1", 0, 0, known, "weft-test"));
            })
        .toList();
  }

  private Peer member(ClusterConfig config) {
    var vertx = Vertx.vertx();
    var hazelcast = Hazelcast.newHazelcastInstance(HazelcastSettings.of(config));
    var peer = new Peer(hazelcast, vertx, new ClusterRegistry(vertx, hazelcast, PATIENCE));
    peers.add(peer);
    return peer;
  }

  private static java.util.Map<String, String> map(Peer peer) {
    return peer.hazelcast.getReplicatedMap(HazelcastSettings.REGISTRY_MAP);
  }

  private static void awaitIds(Peer peer, String... ids) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(peer.registry.instances("orders").stream().map(Instance::id))
                    .containsExactly(ids));
  }

  private static Instance instance(String name) {
    return new Instance(
        name + "/http", "orders", "1.0", Protocol.HTTP, "127.0.0.1:8103", 1, "default", State.UP);
  }
}
