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
  void oneOfSeveralInstancesRelays() {
    var instances = Stream.generate(() -> stage.start(stage.ordersService())).limit(3).toList();
    stage.start(stage.stockService().noting());
    Stage.eventually(() -> leaders(instances) == 1);

    for (var i = 0; i < 30; i++) {
      instances.get(i % 3).emit(new Placed("a", i, ""));
    }

    Stage.eventually(() -> effects("a").equals(IntStream.range(0, 30).boxed().toList()));
    assertThat(leaders(instances)).isEqualTo(1);
    assertThat(instances.stream().filter(p -> p.counted("weft.messages.published") > 0)).hasSize(1);
  }

  @Test
  void aRelayThatStopsHandsOverAtOnce() {
    var first = stage.start(stage.ordersService().relay(lease(Duration.ofSeconds(60))));
    Stage.eventually(() -> first.messaging().relays().await());
    // With a lease of a minute only the release explains a hand-over within seconds.
    var second = stage.start(stage.ordersService().relay(lease(Duration.ofSeconds(5))));

    stage.stop(first);

    Stage.eventually(() -> second.messaging().relays().await());
  }

  @Test
  void aRelayCutOffBetweenSendAndDeleteLeavesItsMessagesToAnotherAndEffectsHappenOnce() {
    var road = stage.proxyTo(stage.orders().port());
    var first = stage.start(stage.ordersService().databasePort(road.port()));
    Stage.eventually(() -> first.messaging().relays().await());
    var reader = stage.start(stage.stockService().noting());
    var second = stage.start(stage.ordersService());

    var gate = new DeleteGate(stage.orders());
    second.emit(
        IntStream.range(0, 20)
            .mapToObj(key -> new Placed("key" + key, 1, ""))
            .toArray(Record[]::new));
    Stage.eventually(() -> first.counted("weft.messages.published") >= 20);
    road.refuse(true);
    gate.killWhoWaits();
    gate.open();

    Stage.eventually(() -> second.messaging().relays().await());
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

  private static long leaders(List<Party> instances) {
    return instances.stream().filter(party -> party.messaging().relays().await()).count();
  }

  private static RelaySettings lease(Duration length) {
    return RelaySettings.DEFAULT.withLease(length);
  }
}
