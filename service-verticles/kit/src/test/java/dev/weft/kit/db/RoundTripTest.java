package dev.weft.kit.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.DatabaseConfig;
import dev.weft.node.trace.TraceContext;
import io.vertx.core.Vertx;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a transaction costs where it counts: how often it waits for the database. */
final class RoundTripTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static OpenDatabase direct;
  private static OpenDatabase db;
  private static LongRoad road;

  @BeforeAll
  static void open() throws Exception {
    direct = OpenDatabase.fresh();
    direct.in(tx -> tx.update("CREATE TABLE thing (id bigint)"));
    road = LongRoad.to(VERTX, direct.config().port());
    var config = direct.config();
    db =
        OpenDatabase.opened(
            new DatabaseConfig(
                "127.0.0.1",
                road.port(),
                config.name(),
                config.user(),
                config.password(),
                1,
                config.poolWait(),
                config.statementTimeout()));
  }

  @AfterAll
  static void close() {
    db.close();
    direct.close();
    VERTX.close().await();
  }

  @Test
  void aReadOfOneStatementCostsOne() {
    assertThat(roundTrips(true, tx -> tx.all("SELECT * FROM thing"))).isEqualTo(1);
  }

  @Test
  void aWriteOfOneStatementCostsTwo() {
    assertThat(roundTrips(false, tx -> tx.update("INSERT INTO thing VALUES ($1)", 1L)))
        .isEqualTo(2);
  }

  @Test
  void queuedStatementsCostNoneOfTheirOwn() {
    int trips =
        roundTrips(
            false,
            tx -> {
              tx.queue("INSERT INTO thing VALUES ($1)", 1L);
              tx.queue("INSERT INTO thing VALUES ($1)", 2L);
              return tx.update("INSERT INTO thing VALUES ($1)", 3L);
            });

    assertThat(trips).isEqualTo(2);
  }

  @Test
  void aTransactionThatAsksNothingCostsNothing() {
    assertThat(roundTrips(false, _ -> "nothing")).isZero();
  }

  private static <T> int roundTrips(boolean readOnly, Function<PgTransaction, T> work) {
    run(readOnly, work);
    Awaitility.await().until(() -> db.database().inUse() == 0);
    var trips = road.count();
    run(readOnly, work);
    return trips.get();
  }

  private static <T> void run(boolean readOnly, Function<PgTransaction, T> work) {
    var transactions = db.transactions(Emits.NOTHING);
    var kind = new Work(TraceContext.fresh(), readOnly, Work.write(TraceContext.fresh()).endsAt());
    db.start(() -> transactions.run(kind, work)).await();
  }
}
