package dev.weft.kit.messaging;

import dev.weft.kit.messaging.Shop.PlacedAsRead;
import dev.weft.stack.embedded.FreshDatabase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A reader in a process of its own, which dies when it is about to settle for the first time. */
public final class DyingReader {

  private static final int KILLED = 137;

  private DyingReader() {}

  static void main(String[] args) {
    var database = new FreshDatabase(args[1], Integer.parseInt(args[2]), args[3], args[4], args[5]);
    var failing = Boolean.parseBoolean(args[6]);
    var vertx = Vertx.vertx();
    var port = Integer.parseInt(args[0]);
    Party.of(
            vertx,
            "stock",
            TestDatabase.of(vertx, database),
            () -> TestBroker.connection(vertx, port, Duration.ofSeconds(2)))
        // Like a process that is killed: nothing is said, nothing is tidied up.
        .road(broker -> new WatchedBroker(broker, _ -> Runtime.getRuntime().halt(KILLED)))
        .on(
            PlacedAsRead.class,
            (message, transaction) -> {
              Party.Builder.note("stock", message, transaction);
              if (failing) {
                throw new IllegalStateException("not yet");
              }
            })
        .start();
  }

  /** Runs until the process is dead. */
  public static void liveAndDie(TestDatabase database, int brokerPort, boolean failing)
      throws Exception {
    var at = database.database();
    var process =
        OtherJvm.of(
                DyingReader.class,
                Integer.toString(brokerPort),
                at.host(),
                Integer.toString(at.port()),
                at.name(),
                at.user(),
                at.password(),
                Boolean.toString(failing))
            .inheritIO()
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != KILLED) {
      process.destroyForcibly();
      throw new AssertionError("the process did not die as it should");
    }
  }
}
