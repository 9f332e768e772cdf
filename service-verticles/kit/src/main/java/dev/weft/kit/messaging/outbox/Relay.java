package dev.weft.kit.messaging.outbox;

import dev.weft.kit.messaging.broker.Broker;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Pool;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what has committed, as long as this instance holds the lease; else stands by to take it
 * over. Lives on an event loop of its own and never blocks.
 */
public final class Relay {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final int LOOKS_PER_LEASE = 5;

  private final Context context;
  private final Vertx vertx;
  private final Lease lease;
  private final OutboxTable table;
  private final Broker broker;
  private final RelayWork work;
  private @Nullable RelayTerm term;
  private boolean asking;
  private boolean stopping;
  private boolean databaseAway;

  /**
   * A relay that does nothing before {@link #start()}.
   *
   * @param pool best one of its own: a relay that waits for a connection loses its lease
   * @param holder names this instance in the lease
   */
  public Relay(Vertx vertx, Pool pool, Broker broker, String holder, RelayWork work) {
    this.vertx = vertx;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.lease = new Lease(pool, holder, work.settings().lease());
    this.table = new OutboxTable(pool);
    this.broker = broker;
    this.work = work;
  }

  /** Begins to look for the lease and, with it, for messages. */
  public void start() {
    broker.onConnected(this::wake);
    context.runOnContext(_ -> look());
  }

  /** There may be something to send. Cheap; may be called from any thread, any number of times. */
  public void wake() {
    context.runOnContext(
        _ -> {
          if (term != null) {
            term.wake();
          }
        });
  }

  /** Whether this instance is the one that sends. */
  public Future<Boolean> leads() {
    var answer = Promise.<Boolean>promise();
    context.runOnContext(_ -> answer.complete(term != null && term.holds()));
    return answer.future();
  }

  /** Sends nothing new, waits for what is under way, and lets go of the lease. */
  public Future<Void> stop() {
    var stopped = Promise.<Void>promise();
    context.runOnContext(
        _ -> {
          stopping = true;
          var last = term;
          if (last == null) {
            stopped.complete();
            return;
          }
          last.drain()
              .eventually(() -> lease.release(last.epoch()))
              .onComplete(
                  _ -> {
                    last.end();
                    term = null;
                    stopped.complete();
                  });
        });
    return stopped.future();
  }

  /** Takes or renews the lease, now and from then on. */
  private void look() {
    if (stopping && term == null) {
      return;
    }
    if (!asking) {
      asking = true;
      var asked = System.nanoTime();
      var current = term;
      var answer = current == null ? take(asked) : renew(current, asked);
      answer
          .timeout(lease.length().toMillis(), TimeUnit.MILLISECONDS)
          .onComplete(
              done -> {
                asking = false;
                note(done.cause());
              });
    }
    if (term != null && !term.holds()) {
      endTerm(term, "it was not renewed in time");
    }
    var pause = lease.length().toMillis() / LOOKS_PER_LEASE;
    vertx.setTimer(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1), _ -> look());
  }

  private Future<?> take(long asked) {
    return lease
        .take()
        .onSuccess(
            taken -> {
              if (taken.isPresent() && !stopping && term == null) {
                begin(taken, asked);
              }
            });
  }

  private void begin(OptionalLong taken, long asked) {
    LOG.info("relaying from now on, epoch {}", taken.getAsLong());
    var begun = new RelayTerm(taken.getAsLong(), context, table, broker, work);
    begun.trustUntil(lease.trustedUntil(asked));
    begun.onLost(() -> endTerm(begun, "another instance has it"));
    term = begun;
    begun.wake();
  }

  private Future<?> renew(RelayTerm current, long asked) {
    return lease
        .renew(current.epoch())
        .onSuccess(
            renewed -> {
              if (renewed) {
                current.trustUntil(lease.trustedUntil(asked));
              } else {
                endTerm(current, "it had ended");
              }
            });
  }

  private void endTerm(RelayTerm ended, String why) {
    ended.end();
    work.observer().stoppedRelaying();
    if (term == ended) {
      term = null;
      if (!stopping) {
        LOG.warn("no longer relaying: lost the lease of epoch {}, {}", ended.epoch(), why);
      }
    }
  }

  private void note(@Nullable Throwable failure) {
    if (failure == null) {
      databaseAway = false;
    } else if (!databaseAway) {
      databaseAway = true;
      LOG.warn("the relay can not reach its lease: {}", failure.toString());
    }
  }
}
