package dev.weft.kit.messaging.outbox;

import dev.weft.codecs.AmqpBinding;
import dev.weft.codecs.AmqpContent;
import dev.weft.codecs.NotEncodable;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.SendOutcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the rows of the backlog, one of each key at a time, and sees to what becomes of them. When
 * the lease of a row is over, nothing more is done with it, whatever is still answered. Runs on the
 * relay's context.
 */
final class OutboxSender {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);
  private static final Duration REFUSAL_PAUSE = Duration.ofMillis(100);
  private static final Duration AWAY_PAUSE = Duration.ofMillis(250);

  private final Context context;
  private final Vertx vertx;
  private final OutboxTable table;
  private final Broker broker;
  private final RelayWork work;
  private final Backlog backlog;
  private final WaitingTypes waitingTypes;
  private final SentRows sent;
  private final RelayEvents events;
  private final Map<Long, Integer> refusals = new HashMap<>();
  private long awayUntil = System.nanoTime();

  OutboxSender(RelayParts parts, RelayEvents events) {
    this.context = parts.context();
    this.vertx = context.owner();
    this.table = parts.table();
    this.broker = parts.broker();
    this.work = parts.work();
    this.backlog = parts.backlog();
    this.waitingTypes = parts.waitingTypes();
    this.events = events;
    this.sent = new SentRows(vertx, this::delete);
  }

  /** Whether sending is worth a try. */
  boolean brokerThere() {
    return broker.state().connected() && awayUntil - System.nanoTime() <= 0;
  }

  /** Sends as much as may be under way. */
  void send() {
    while (backlog.underWay() < work.settings().underWay()) {
      var claim = backlog.next();
      if (claim == null) {
        return;
      }
      if (!claim.lease().sends()) {
        backlog.leave(claim.row());
        continue;
      }
      var content = content(claim);
      if (content != null) {
        broker
            .send(claim.row().type(), content)
            .onSuccess(outcome -> context.runOnContext(_ -> answered(claim, outcome)));
      }
    }
  }

  /** Whether nothing of a partition is under way, and all that was sent is deleted. */
  boolean idle(int partition) {
    return backlog.underWay(partition) == 0 && sent.noneOf(partition);
  }

  /** Deletes now what was sent. */
  void flush() {
    sent.flush();
  }

  private @Nullable AmqpContent content(Claimed claim) {
    var row = claim.row();
    if (row.payload().length() > work.settings().mostMessageBytes()) {
      setAside(
          claim,
          "%d bytes are more than the %d that may be sent"
              .formatted(row.payload().length(), work.settings().mostMessageBytes()),
          0);
      return null;
    }
    try {
      return AmqpBinding.write(row.envelope(work.source()), row.payload());
    } catch (NotEncodable e) {
      setAside(claim, "can not be encoded: " + e.getMessage(), 0);
      return null;
    }
  }

  private void answered(Claimed claim, SendOutcome outcome) {
    if (claim.lease().over()) {
      refusals.remove(claim.row().id());
      return;
    }
    switch (outcome) {
      case SendOutcome.Accepted _ -> accepted(claim);
      case SendOutcome.Refused refused -> refused(claim, refused.reason());
      case SendOutcome.NoAddress none -> noAddress(claim.row(), none.reason());
      case SendOutcome.Away _ -> away(claim);
    }
    events.progress();
  }

  private void accepted(Claimed claim) {
    var row = claim.row();
    work.observer().published(row.type());
    if (waitingTypes.accept(row.type())) {
      work.observer().typeFlows(row.type());
    }
    refusals.remove(row.id());
    backlog.finished(row);
    sent.add(claim);
  }

  private void refused(Claimed claim, String reason) {
    var row = claim.row();
    var attempts = refusals.merge(row.id(), 1, Integer::sum);
    backlog.holdUp(row);
    if (attempts >= work.settings().attempts()) {
      setAside(claim, "refused by the broker: " + reason, attempts);
    } else {
      // Its key stays busy, so that nothing overtakes it.
      vertx.setTimer(REFUSAL_PAUSE.toMillis() << attempts, _ -> tryAgain(claim));
    }
  }

  private void tryAgain(Claimed claim) {
    if (claim.lease().over()) {
      refusals.remove(claim.row().id());
      return;
    }
    backlog.giveBack(claim);
    events.progress();
  }

  private void noAddress(OutboxRow row, String reason) {
    if (waitingTypes.refuse(row.type(), System.nanoTime())) {
      work.observer().typeWaits(row.type(), reason);
    }
    backlog.dropType(row);
  }

  private void away(Claimed claim) {
    backlog.giveBack(claim);
    if (brokerThere()) {
      awayUntil = System.nanoTime() + AWAY_PAUSE.toNanos();
      vertx.setTimer(AWAY_PAUSE.toMillis() + 1, _ -> events.progress());
    }
  }

  private void setAside(Claimed claim, String reason, int attempts) {
    var row = claim.row();
    LOG.error("message {} of type {} is a dead letter: {}", row.messageId(), row.type(), reason);
    table
        .setAside(claim, work.source(), reason, attempts)
        .onComplete(
            done -> {
              if (claim.lease().over()) {
                refusals.remove(row.id());
              } else if (done.failed()) {
                vertx.setTimer(AWAY_PAUSE.toMillis(), _ -> setAside(claim, reason, attempts));
              } else if (done.result()) {
                work.observer().setAside(row.type());
                refusals.remove(row.id());
                backlog.finished(row);
                backlog.forget(row.id());
                events.progress();
              } else {
                events.lost(claim.lease());
              }
            });
  }

  private Future<?> delete(List<Claimed> batch) {
    return table
        .delete(batch)
        .onSuccess(
            held -> {
              for (var claim : batch) {
                if (claim.lease().over()) {
                  continue;
                }
                if (held.contains(claim.lease().partition())) {
                  backlog.forget(claim.row().id());
                } else {
                  events.lost(claim.lease());
                }
              }
            })
        .onComplete(_ -> context.runOnContext(_ -> events.progress()));
  }
}
