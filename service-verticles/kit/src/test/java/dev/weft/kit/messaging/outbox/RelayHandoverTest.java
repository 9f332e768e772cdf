package dev.weft.kit.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.messaging.Party;
import dev.weft.kit.messaging.Shop.Placed;
import dev.weft.kit.messaging.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several instances of a service share one outbox. */
final class RelayHandoverTest {

  @TempDir Path directory;
  private Stage stage;

  @BeforeEach
  void start() {
    stage = new Stage(directory);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void severalInstancesShareThePartitionsAndAKeyKeepsItsOrder() {
    var instances = Stream.generate(() -> stage.start(stage.ordersService())).limit(3).toList();
    stage.start(stage.stockService().noting());
    Stage.eventually(() -> shares(instances).equals(List.of(4, 6, 6)));

    for (var i = 0; i < 30; i++) {
      var number = i;
      instances
          .get(i % 3)
          .emit(
              IntStream.range(0, 50)
                  .mapToObj(key -> new Placed("key" + key, number, ""))
                  .toArray(Record[]::new));
    }

    Stage.eventually(() -> stage.stock().count("SELECT count(*) FROM effect") == 1_500);
    for (var key = 0; key < 50; key++) {
      assertThat(effects("key" + key))
          .containsExactlyElementsOf(IntStream.range(0, 30).boxed().toList());
    }
    assertThat(instances).allMatch(party -> party.counted("weft.messages.published") > 0);
  }

  @Test
  void aRelayThatStopsHandsOverAtOnce() {
    var first = stage.start(stage.ordersService().relay(lease(Duration.ofSeconds(60))));
    Stage.eventually(() -> partitions(first) == 16);
    // With a lease of a minute only the release explains a hand-over within seconds.
    var second = stage.start(stage.ordersService().relay(lease(Duration.ofSeconds(5))));

    stage.stop(first);

    Stage.eventually(() -> partitions(second) == 16);
  }

  @Test
  void aRelayWithoutABrokerLeavesItsPartitionsToOneThatHasOne() {
    var road = stage.proxyTo(stage.artemis().port());
    var lonely = stage.start(stage.ordersService().brokerPort(road.port()));
    var other = stage.start(stage.ordersService());
    Stage.eventually(() -> partitions(lonely) == 8 && partitions(other) == 8);

    road.refuse(true);

    Stage.eventually(() -> partitions(other) == 16);
    assertThat(partitions(lonely)).isZero();
    road.refuse(false);
    Stage.eventually(() -> partitions(lonely) == 8);
  }

  @Test
  void aRelayCutOffBetweenSendAndDeleteLeavesItsMessagesToAnotherAndEffectsHappenOnce() {
    var road = stage.proxyTo(stage.orders().port());
    var first = stage.start(stage.ordersService().databasePort(road.port()));
    Stage.eventually(() -> partitions(first) == 16);
    var reader = stage.start(stage.stockService().noting());
    var gate = new DeleteGate(stage.orders());
    first.emit(
        IntStream.range(0, 20)
            .mapToObj(key -> new Placed("key" + key, 1, ""))
            .toArray(Record[]::new));
    Stage.eventually(() -> first.counted("weft.messages.published") >= 20);
    road.refuse(true);
    gate.killWhoWaits();
    gate.open();
    var second = stage.start(stage.ordersService());

    Stage.eventually(() -> partitions(second) == 16);
    Stage.eventually(() -> stage.orders().count("SELECT count(*) FROM weft_outbox") == 0);
    Stage.eventually(() -> reader.counted("weft.messages.duplicates") >= 20);
    for (var key = 0; key < 20; key++) {
      assertThat(effects("key" + key)).containsExactly(1);
    }
    road.refuse(false);
  }

  @Test
  void keysKeepTheirOrderWhileRelaysComeAndGo() {
    var reader = stage.start(stage.stockService().noting());
    var current = stage.start(stage.ordersService());
    for (var round = 0; round < 4; round++) {
      var next = stage.start(stage.ordersService());
      for (var i = 0; i < 25; i++) {
        var number = round * 25 + i;
        next.emit(
            IntStream.range(0, 20)
                .mapToObj(key -> new Placed("key" + key, number, ""))
                .toArray(Record[]::new));
        if (i == 12) {
          stage.stop(current);
        }
      }
      current = next;
    }

    Stage.eventually(() -> stage.stock().count("SELECT count(*) FROM effect") == 2_000);
    for (var key = 0; key < 20; key++) {
      assertThat(effects("key" + key))
          .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }
    assertThat(reader.counted("weft.messages.dead")).isZero();
  }

  private List<Integer> effects(String key) {
    return stage.stock().effects("stock", key);
  }

  private static int partitions(Party instance) {
    return instance.messaging().partitions().await().size();
  }

  private static List<Integer> shares(List<Party> instances) {
    return instances.stream().map(RelayHandoverTest::partitions).sorted().toList();
  }

  private static RelaySettings lease(Duration length) {
    return RelaySettings.DEFAULT.withLease(length);
  }
}
