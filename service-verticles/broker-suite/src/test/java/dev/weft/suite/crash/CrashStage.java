package dev.weft.suite.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.kit.messaging.TestBroker;
import dev.weft.kit.messaging.TestDatabase;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;

/** A database and a broker that live on while one process after the other is killed. */
final class CrashStage implements AutoCloseable {

  private static final String TYPES = "foodmart.";
  private static final int MESSAGES_AROUND_A_CRASH = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Vertx vertx = Vertx.vertx();
  private final TestBroker broker;
  private final TestDatabase database = TestDatabase.fresh(vertx);
  private final Ledger ledger = new Ledger(database);
  private final WatchedRoad toDatabase;
  private final WatchedRoad toBroker;
  private final Random seeds;
  private Trap trap;
  private ChildProcess process;

  CrashStage(Path directory, long seed) {
    this.seeds = new Random(seed);
    this.broker = TestBroker.open(directory);
    this.toDatabase = WatchedRoad.to(vertx, database.port(), PostgresWire::new);
    this.toBroker =
        WatchedRoad.to(
            vertx, broker.port(), (watched, from, to) -> new AmqpWire(TYPES, watched, from, to));
    this.trap = new Trap();
    this.process = start();
  }

  private ChildProcess start() {
    toDatabase.lay(trap);
    toBroker.lay(trap);
    return ChildProcess.start(
        database.database(), toDatabase.port(), toBroker.port(), seeds.nextLong());
  }

  /** Kills the process at a point under load, starts another, and looks what has become of all. */
  void crash(CrashPoint point, int occurrence) throws InterruptedException {
    process.beginLoad();
    if (point.onlyAtStart()) {
      awaitMoreMessages();
      process.kill();
      trap = new Trap();
      trap.arm(point, occurrence);
      process = start();
      process.beginLoad();
    } else {
      trap.arm(point, occurrence);
    }
    assertThat(trap.sprungWithin(PATIENCE))
        .as("the process came to " + point + "; " + process)
        .isTrue();
    process.kill();
    trap = new Trap();
    process = start();
    process.beginLoad();
    awaitMoreMessages();
    process.endLoad();
    awaitQuiet();
    ledger.check();
  }

  private void awaitMoreMessages() {
    var before = ledger.committed();
    eventually(() -> ledger.committed() >= before + MESSAGES_AROUND_A_CRASH);
  }

  /** Along the way of a message, so that none is overlooked. */
  private void awaitQuiet() {
    eventually(
        () ->
            ledger.unsent() == 0
                && atBroker(Ledger.PLACED) == 0
                && ledger.held() == 0
                && ledger.unsent() == 0
                && atBroker(Ledger.RESERVED) == 0
                && ledger.held() == 0);
  }

  private long atBroker(SubscriptionName subscription) {
    return broker.broker().messagesIn(subscription.queue());
  }

  private void eventually(Callable<Boolean> condition) {
    await()
        .atMost(PATIENCE)
        .pollInterval(LOOK)
        .until(
            () -> {
              if (!process.lives()) {
                throw new AssertionError("died by itself: " + process);
              }
              return condition.call();
            });
  }

  /** What is known when something is wrong. */
  @Override
  public String toString() {
    return "unsent %d, held %d, at the broker %d and %d; %s"
        .formatted(
            ledger.unsent(),
            ledger.held(),
            atBroker(Ledger.PLACED),
            atBroker(Ledger.RESERVED),
            process);
  }

  @Override
  public void close() throws InterruptedException {
    process.kill();
    broker.close();
    vertx.close().await();
  }
}
