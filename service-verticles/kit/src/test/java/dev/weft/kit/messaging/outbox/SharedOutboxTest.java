package dev.weft.kit.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.messaging.Stage;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many keys, several relays, and what the broker has of them in the end. */
final class SharedOutboxTest {

  private static final int KEYS = 1_000;
  private static final int OF_EACH = 100;

  @TempDir Path directory;

  @Test
  void threeRelaysOfWhichOneIsKilledLoseNothingAndInvertNoKey() {
    try (var stage = new Stage(directory);
        var arrivals = Arrivals.at(stage)) {
      var database = stage.proxyTo(stage.orders().port());
      var broker = stage.proxyTo(stage.artemis().port());
      var mortal =
          stage.start(
              stage.ordersService().databasePort(database.port()).brokerPort(broker.port()));
      for (var other = 0; other < 2; other++) {
        stage.start(stage.ordersService());
      }
      Stage.eventually(() -> mortal.messaging().partitions().await().size() <= 6);

      emit(stage);
      Stage.eventually(() -> mortal.counted("weft.messages.published") > 1_000);
      database.refuse(true);
      broker.refuse(true);

      Stage.eventually(
          Duration.ofSeconds(90),
          () -> stage.orders().count("SELECT count(*) FROM weft_outbox") == 0);
      Stage.eventually(() -> arrivals.messages() == KEYS * OF_EACH);
      assertThat(arrivals.inversions()).isEmpty();
      assertThat(stage.orders().count("SELECT sum(count) FROM weft_published"))
          .isEqualTo(KEYS * OF_EACH);
    }
  }

  /** All in one transaction: the relays have to find them by looking. */
  private static void emit(Stage stage) {
    stage
        .orders()
        .execute(
            """
            INSERT INTO weft_outbox (id, type, key, payload)
            SELECT nextval('weft_outbox_place'), $1, 'key' || k, convert_to(n::text, 'UTF8')
              FROM (SELECT n, k FROM generate_series(0, $2::int - 1) AS n,
                                     generate_series(0, $3::int - 1) AS k ORDER BY n, k) AS all_of_it\
            """,
            Arrivals.TYPE,
            OF_EACH,
            KEYS);
  }
}
