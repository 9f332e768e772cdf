package dev.weft.kit;

import dev.weft.kit.db.Database;
import dev.weft.node.management.CheckResult;
import dev.weft.node.management.Handle;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks the database every second whether it is there, so that a health check knows at once. */
public final class DatabaseWatch implements Handle {

  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Database database;
  private final AtomicBoolean asking = new AtomicBoolean();
  private final long timer;
  private volatile CheckResult result = CheckResult.up();

  /** Begins to ask. */
  public DatabaseWatch(Vertx vertx, Database database) {
    this.vertx = vertx;
    this.database = database;
    this.timer = vertx.setPeriodic(EVERY.toMillis(), _ -> ask());
  }

  /** As of the last answer. */
  public CheckResult result() {
    return result;
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
  }

  private void ask() {
    if (asking.compareAndSet(false, true)) {
      database
          .ping()
          .onComplete(
              (_, failure) -> {
                result =
                    failure == null
                        ? CheckResult.up()
                        : CheckResult.down("the database does not answer");
                asking.set(false);
              });
    }
  }
}
