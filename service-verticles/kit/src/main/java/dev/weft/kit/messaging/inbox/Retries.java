package dev.weft.kit.messaging.inbox;

import dev.weft.kit.messaging.inbox.Outcome.DatabaseAway;
import dev.weft.kit.messaging.inbox.Outcome.Settled;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has held messages handled when they are due, by the database's clock, whichever instance of the
 * service has held them. Looks when the next one is due, and every second for those of others.
 * Lives on an event loop; the work is done on virtual threads.
 */
final class Retries {

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
  private static final Duration IDLE = Duration.ofSeconds(1);

  /** Somebody else has the key: for so long there is no need to ask for it again. */
  private static final Duration TAKEN = Duration.ofMillis(200);

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

  private static final String NEXT =
      """
      SELECT subscription, key,
             ceil(extract(epoch FROM next_try_at - clock_timestamp()) * 1000)::bigint AS due_in
        FROM weft_held_key
       WHERE subscription = ANY ($1::text[]) AND next_try_at < 'infinity'
         AND (subscription, key) NOT IN (SELECT * FROM unnest($2::text[], $3::text[]))
       ORDER BY next_try_at
       LIMIT $4\
      """;

  private final Context context;
  private final Vertx vertx;
  private final Pool pool;
  private final Map<String, Subscriber<?>> subscribers;
  private final ConsumerSettings settings;
  private final HeldKeyTurn turn;
  private final KeyLanes<Held.Key> lanes;
  private final Set<Held.Key> inWork = new HashSet<>();
  private final Set<Held.Key> elsewhere = new HashSet<>();
  private long timer = -1;
  private boolean asking;
  private boolean askAgain;
  private int outages;
  private volatile boolean stopped;

  /**
   * Does nothing before {@link #start()}.
   *
   * @param subscribers by the names of their subscriptions
   */
  Retries(
      Vertx vertx,
      Pool pool,
      Map<String, Subscriber<?>> subscribers,
      ConsumerSettings settings,
      HeldKeyTurn turn) {
    this.vertx = vertx;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.pool = pool;
    this.subscribers = Map.copyOf(subscribers);
    this.settings = settings;
    this.turn = turn;
    this.lanes = new KeyLanes<>(vertx, this::work);
  }

  void start() {
    context.runOnContext(_ -> look());
  }

  /** Something may be due earlier than was known. For any thread. */
  void wake() {
    context.runOnContext(_ -> look());
  }

  /** From now on nothing new is begun. */
  void stop() {
    stopped = true;
    context.runOnContext(_ -> vertx.cancelTimer(timer));
  }

  /** Waits for what was begun. Blocks its thread. */
  void awaitEmpty() throws InterruptedException {
    lanes.awaitEmpty();
  }

  private void look() {
    if (stopped || subscribers.isEmpty()) {
      return;
    }
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    askAgain = false;
    vertx.cancelTimer(timer);
    var known = Stream.concat(inWork.stream(), elsewhere.stream()).distinct().toList();
    pool.preparedQuery(NEXT)
        .execute(
            Tuple.tuple()
                .addArrayOfString(subscribers.keySet().toArray(String[]::new))
                .addArrayOfString(known.stream().map(Held.Key::subscription).toArray(String[]::new))
                .addArrayOfString(known.stream().map(Held.Key::key).toArray(String[]::new))
                .addInteger(settings.retrying() + 1))
        .timeout(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(
            found -> {
              asking = false;
              if (found.failed()) {
                away(found.cause());
              } else {
                begin(found.result());
              }
            });
  }

  private void begin(RowSet<Row> next) {
    var pause = IDLE.toMillis();
    for (var row : next) {
      var dueIn = row.getLong("due_in");
      if (dueIn > 0) {
        pause = Math.min(pause, dueIn);
      } else if (inWork.size() < settings.retrying() && !stopped) {
        var key = new Held.Key(row.getString("subscription"), row.getString("key"));
        if (!elsewhere.contains(key) && inWork.add(key)) {
          lanes.offer(key.toString(), key);
        }
      }
    }
    if (askAgain) {
      look();
    } else {
      later(pause);
    }
  }

  private void later(long millis) {
    vertx.cancelTimer(timer);
    timer = vertx.setTimer(Math.max(1, millis), _ -> look());
  }

  /** On a virtual thread. */
  private void work(Held.Key key) {
    Outcome end = Settled.LOST;
    try {
      var subscriber = subscribers.get(key.subscription());
      if (subscriber != null && !stopped) {
        end = turn.take(key, subscriber);
      }
    } finally {
      var ended = end;
      context.runOnContext(_ -> ended(key, ended));
    }
  }

  private void ended(Held.Key key, Outcome end) {
    inWork.remove(key);
    if (end == Settled.LOST) {
      elsewhere.add(key);
      vertx.setTimer(
          TAKEN.toMillis(),
          _ -> {
            elsewhere.remove(key);
            look();
          });
    }
    if (end instanceof DatabaseAway(var cause)) {
      away(cause);
    } else {
      outages = 0;
      look();
    }
  }

  private void away(Throwable cause) {
    if (outages++ == 0) {
      LOG.warn("held messages wait for the database: {}", cause.toString());
    }
    later(settings.pauseAfter(outages).toMillis());
  }
}
