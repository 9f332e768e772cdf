package dev.weft.kit.messaging.outbox;

import dev.weft.codecs.AmqpBinding;
import dev.weft.codecs.AmqpContent;
import dev.weft.codecs.NotEncodable;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.SendOutcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time in which one instance holds the lease: loads rows, sends them, one of each key at a
 * time, and deletes what the broker has. When the lease is lost the term is over and does nothing
 * more, whatever is still answered. Runs on the relay's context.
 */
final class RelayTerm {

  private static final Logger LOG = LoggerFactory.getLogger(RelayTerm.class);
  private static final Duration LEAST_POLL = Duration.ofMillis(5);
  private static final Duration REFUSAL_PAUSE = Duration.ofMillis(100);
  private static final Duration AWAY_PAUSE = Duration.ofMillis(250);
  private static final int MOST_BATCHES = 10;

  private final long epoch;
  private final Context context;
  private final Vertx vertx;
  private final OutboxTable table;
  private final Broker broker;
  private final RelayWork work;
  private final SentRows sent;
  private final Backlog backlog = new Backlog();
  private final WaitingTypes waitingTypes = new WaitingTypes();
  private final Map<Long, Integer> refusals = new HashMap<>();
  private final Promise<Void> drained = Promise.promise();
  private Runnable onLost = () -> {};
  private long trustedUntil;
  private long awayUntil = System.nanoTime();
  private long poll = LEAST_POLL.toMillis();
  private long pollTimer = -1;
  private boolean loading;
  private boolean more;
  private boolean draining;
  private boolean over;

  RelayTerm(long epoch, Context context, OutboxTable table, Broker broker, RelayWork work) {
    this.epoch = epoch;
    this.context = context;
    this.vertx = context.owner();
    this.table = table;
    this.broker = broker;
    this.work = work;
    this.sent = new SentRows(vertx, this::delete);
  }

  long epoch() {
    return epoch;
  }

  void onLost(Runnable action) {
    onLost = action;
  }

  /** Until when, in nanoTime, nobody else can have the lease. */
  void trustUntil(long nanos) {
    trustedUntil = nanos;
  }

  boolean holds() {
    return !over && trustedUntil - System.nanoTime() > 0;
  }

  /** The term is over: nothing is sent or written any more. */
  void end() {
    over = true;
    vertx.cancelTimer(pollTimer);
    drained.tryComplete();
  }

  /** Completes when nothing is under way and all that was sent is deleted. */
  Future<Void> drain() {
    draining = true;
    sent.flush();
    checkDrained();
    return drained.future();
  }

  private void checkDrained() {
    if (draining && backlog.underWay() == 0 && sent.isEmpty()) {
      drained.tryComplete();
    }
  }

  /** There may be more rows. */
  void wake() {
    more = true;
    poll = LEAST_POLL.toMillis();
    turn();
  }

  private void turn() {
    if (draining || !holds() || !brokerThere()) {
      return;
    }
    send();
    if (more && !loading && hasRoom()) {
      load();
    }
  }

  /** Keys that are refused must not keep others from being loaded, nor fill the memory. */
  private boolean hasRoom() {
    var batch = work.settings().batch();
    return backlog.waiting() - backlog.heldUp() < batch && backlog.waiting() < MOST_BATCHES * batch;
  }

  private boolean brokerThere() {
    return broker.state().connected() && awayUntil - System.nanoTime() <= 0;
  }

  private void load() {
    loading = true;
    more = false;
    var settings = work.settings();
    var asOf = backlog.asOf();
    table
        .load(backlog, waitingTypes.at(System.nanoTime()), settings.batch(), settings.loadBytes())
        .onComplete(
            loaded -> {
              loading = false;
              if (over) {
                return;
              }
              if (loaded.failed()) {
                LOG.warn("the outbox can not be read: {}", loaded.cause().toString());
              }
              if (loaded.succeeded() && !loaded.result().isEmpty()) {
                poll = LEAST_POLL.toMillis();
                more = true;
                backlog.add(asOf, loaded.result());
              }
              turn();
              pollLater();
            });
  }

  /** A commit in this process wakes the relay; others are found by looking, ever less often. */
  private void pollLater() {
    vertx.cancelTimer(pollTimer);
    pollTimer =
        vertx.setTimer(
            poll,
            _ -> {
              more = true;
              turn();
              if (!loading && !over) {
                pollLater();
              }
            });
    poll = Math.min(poll * 2, work.settings().idlePoll().toMillis());
  }

  private void send() {
    while (backlog.underWay() < work.settings().underWay() && holds()) {
      var row = backlog.next();
      if (row == null) {
        return;
      }
      var content = content(row);
      if (content != null) {
        broker
            .send(row.type(), content)
            .onSuccess(outcome -> context.runOnContext(_ -> answered(row, outcome)));
      }
    }
  }

  private @Nullable AmqpContent content(OutboxRow row) {
    if (row.payload().length() > work.settings().mostMessageBytes()) {
      setAside(
          row,
          "%d bytes are more than the %d that may be sent"
              .formatted(row.payload().length(), work.settings().mostMessageBytes()),
          0);
      return null;
    }
    try {
      return AmqpBinding.write(row.envelope(work.source()), row.payload());
    } catch (NotEncodable e) {
      setAside(row, "can not be encoded: " + e.getMessage(), 0);
      return null;
    }
  }

  private void answered(OutboxRow row, SendOutcome outcome) {
    if (over) {
      return;
    }
    switch (outcome) {
      case SendOutcome.Accepted _ -> accepted(row);
      case SendOutcome.Refused refused -> refused(row, refused.reason());
      case SendOutcome.NoAddress none -> noAddress(row, none.reason());
      case SendOutcome.Away _ -> away(row);
    }
    turn();
    checkDrained();
  }

  private void accepted(OutboxRow row) {
    work.observer().published(row.type());
    if (waitingTypes.accept(row.type())) {
      work.observer().typeFlows(row.type());
    }
    refusals.remove(row.id());
    backlog.finished(row);
    sent.add(row.id());
  }

  private void refused(OutboxRow row, String reason) {
    var attempts = refusals.merge(row.id(), 1, Integer::sum);
    backlog.holdUp(row);
    if (attempts >= work.settings().attempts()) {
      setAside(row, "refused by the broker: " + reason, attempts);
    } else {
      // Its key stays busy, so that nothing overtakes it.
      vertx.setTimer(
          REFUSAL_PAUSE.toMillis() << attempts,
          _ -> {
            backlog.giveBack(row);
            turn();
            checkDrained();
          });
    }
  }

  private void noAddress(OutboxRow row, String reason) {
    if (waitingTypes.refuse(row.type(), System.nanoTime())) {
      work.observer().typeWaits(row.type(), reason);
    }
    backlog.dropType(row);
  }

  private void away(OutboxRow row) {
    backlog.giveBack(row);
    if (broker.state().connected() && awayUntil - System.nanoTime() <= 0) {
      awayUntil = System.nanoTime() + AWAY_PAUSE.toNanos();
      vertx.setTimer(AWAY_PAUSE.toMillis() + 1, _ -> turn());
    }
  }

  private void setAside(OutboxRow row, String reason, int attempts) {
    LOG.error("message {} of type {} is a dead letter: {}", row.messageId(), row.type(), reason);
    table
        .setAside(epoch, work.source(), row, reason, attempts)
        .onComplete(
            done -> {
              if (over) {
                return;
              }
              if (done.failed()) {
                vertx.setTimer(AWAY_PAUSE.toMillis(), _ -> setAside(row, reason, attempts));
              } else if (done.result()) {
                work.observer().setAside(row.type());
                refusals.remove(row.id());
                backlog.finished(row);
                backlog.forget(List.of(row.id()));
                turn();
                checkDrained();
              } else {
                onLost.run();
              }
            });
  }

  private Future<Void> delete(List<Long> ids) {
    var gone = new ArrayList<>(ids);
    return table
        .delete(epoch, gone)
        .map(
            held -> {
              if (over) {
                return null;
              }
              if (held) {
                backlog.forget(gone);
              } else {
                onLost.run();
              }
              return null;
            })
        .<Void>mapEmpty()
        .onComplete(_ -> context.runOnContext(_ -> checkDrained()));
  }
}
