package dev.weft.kit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kit.FirstLoad;
import dev.weft.kit.LoadProgress;
import dev.weft.kit.Transaction;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FirstLoadTest {

  private static final int ROWS = 10_000;

  private OpenDatabase db;

  @BeforeEach
  void open() throws Exception {
    db = OpenDatabase.fresh();
    db.in(tx -> tx.update("CREATE TABLE thing (id bigint, name text)"));
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void itIsDoneOnceAndSaysHowFarItIs() {
    var progress = new LoadProgress();

    assertThat(run(FirstLoadTest::fill, progress)).isTrue();
    assertThat(run(FirstLoadTest::fill, progress)).isFalse();

    assertThat(db.count("thing")).isEqualTo(ROWS);
    assertThat(progress.total()).isEqualTo(ROWS);
    assertThat(progress.done()).isEqualTo(ROWS);
  }

  @Test
  void itsConnectionIsKeptAliveWhileItSaysNothing() {
    var seen = new AtomicReference<>("");
    FirstLoad load =
        (tx, _) -> seen.set(tx.one("SHOW tcp_keepalives_idle").orElseThrow().getString(0));

    run(load, new LoadProgress());

    assertThat(seen).hasValue("60");
  }

  @Test
  void aLoadThatFailsLeavesNothingAndIsDoneAgain() {
    FirstLoad failing =
        (tx, progress) -> {
          fill(tx, progress);
          throw new IllegalStateException("half way");
        };

    assertThatThrownBy(() -> run(failing, new LoadProgress())).hasMessage("half way");
    assertThat(db.count("thing")).isZero();

    assertThat(run(FirstLoadTest::fill, new LoadProgress())).isTrue();
    assertThat(db.count("thing")).isEqualTo(ROWS);
  }

  @Test
  void aLoadWhoseConnectionDiesLeavesNothingAndIsDoneAgain() {
    FirstLoad killed =
        (tx, progress) -> {
          fill(tx, progress);
          int pid = tx.one("SELECT pg_backend_pid()").orElseThrow().getInteger(0);
          db.pool().query("SELECT pg_terminate_backend(" + pid + ")").execute().await();
        };

    assertThatThrownBy(() -> run(killed, new LoadProgress()))
        .isInstanceOf(DatabaseUnavailable.class);
    assertThat(db.count("thing")).isZero();

    assertThat(run(FirstLoadTest::fill, new LoadProgress())).isTrue();
    assertThat(db.count("thing")).isEqualTo(ROWS);
  }

  @Test
  void ofTwoInstancesOneLoadsAndTheOtherWaits() {
    var loads = new AtomicInteger();
    var gate = new CountDownLatch(1);
    FirstLoad slow =
        (tx, progress) -> {
          loads.incrementAndGet();
          fill(tx, progress);
          pass(gate);
        };
    var first = db.start(() -> loads().run(slow, new LoadProgress()));
    var second = db.start(() -> loads().run(slow, new LoadProgress()));
    Awaitility.await().until(() -> loads.get() == 1);
    Awaitility.await().until(this::somebodyWaitsForALock);
    assertThat(first.isComplete() || second.isComplete()).isFalse();

    gate.countDown();

    assertThat(Stream.of(first.await(), second.await())).containsExactlyInAnyOrder(true, false);
    assertThat(loads).hasValue(1);
    assertThat(db.count("thing")).isEqualTo(ROWS);
  }

  @Test
  void itsStatementsMayTakeLongerThanThoseOfRequests() {
    db.in(tx -> tx.update("ALTER ROLE CURRENT_USER SET statement_timeout = '1ms'"));

    assertThat(run((tx, _) -> tx.all("SELECT pg_sleep(0.1)"), new LoadProgress())).isTrue();
  }

  private static void fill(Transaction tx, LoadProgress progress) {
    progress.of(ROWS);
    var ids = LongStream.range(0, ROWS).boxed().toArray(Long[]::new);
    var names = LongStream.range(0, ROWS).mapToObj(i -> "thing " + i).toArray(String[]::new);
    progress.add(
        tx.update("INSERT INTO thing SELECT * FROM unnest($1::bigint[], $2::text[])", ids, names));
  }

  private boolean run(FirstLoad load, LoadProgress progress) {
    return db.start(() -> loads().run(load, progress)).await();
  }

  private FirstLoads loads() {
    return new FirstLoads(db.database(), Emits.NOTHING);
  }

  private boolean somebodyWaitsForALock() {
    return db.in(tx -> tx.one("SELECT count(*) FROM pg_locks WHERE NOT granted").orElseThrow())
            .getLong(0)
        > 0;
  }

  private static void pass(CountDownLatch gate) {
    try {
      assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
