package dev.weft.kit.messaging.schedule;

import dev.weft.kit.messaging.outbox.PartitionDuty;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves scheduled messages into the outbox when they are due by the database's clock: never before,
 * and as a rule within the longest pause between two looks.
 */
public final class ScheduleMover implements PartitionDuty {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduleMover.class);

  /** So few that their keys are locked one by one and hold up no other commit. */
  static final int MOST = 200;

  private static final Duration LEAST_PAUSE = Duration.ofMillis(5);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
  private static final String MOVE = "SELECT moved, next_in FROM weft_schedule_move($1, $2, $3)";

  private final Pool pool;
  private final Duration longestPause;
  private @Nullable Vertx vertx;
  private long timer = -1;
  private boolean stopped;
  private boolean troubled;

  /** Looks into a database at least once in a while. */
  public ScheduleMover(Pool pool, Duration longestPause) {
    this.pool = pool;
    this.longestPause = longestPause;
  }

  @Override
  public void start(Post post) {
    vertx = post.context().owner();
    look(post, vertx);
  }

  @Override
  public void stop() {
    stopped = true;
    if (vertx != null) {
      vertx.cancelTimer(timer);
    }
  }

  private void look(Post post, Vertx on) {
    if (stopped) {
      return;
    }
    move(post)
        .onComplete(
            done -> {
              note(done.cause());
              var pause = done.succeeded() ? done.result() : longestPause.toMillis();
              timer = on.setTimer(pause, _ -> look(post, on));
              if (stopped) {
                on.cancelTimer(timer);
              }
            });
  }

  /** Answers after how many milliseconds to look again. */
  private Future<Long> move(Post post) {
    var leases = post.leases();
    if (leases.partitions().length == 0) {
      return Future.succeededFuture(longestPause.toMillis());
    }
    return pool.preparedQuery(MOVE)
        .execute(Tuple.of(leases.partitions(), leases.epochs(), MOST))
        .timeout(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .map(rows -> moved(post, rows.iterator().next()));
  }

  private long moved(Post post, Row row) {
    if (row.getInteger("moved") > 0) {
      post.wake();
    }
    Double next = row.getDouble("next_in");
    // Rounded up: a look before the time is in vain.
    return next == null
        ? longestPause.toMillis()
        : Math.clamp((long) Math.ceil(next), LEAST_PAUSE.toMillis(), longestPause.toMillis());
  }

  private void note(@Nullable Throwable failure) {
    if (failure != null && !troubled) {
      LOG.warn("scheduled messages can not be moved yet: {}", failure.toString());
    }
    troubled = failure != null;
  }
}
