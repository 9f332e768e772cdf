package dev.weft.kit.messaging.replay;

import dev.weft.codecs.AmqpBinding;
import dev.weft.codecs.AmqpContent;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.SendOutcome;
import dev.weft.kit.messaging.outbox.OutboxRow;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Some kept messages on their way to one subscription, one after the other. */
final class ReplayBatch {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayBatch.class);

  /** The CloudEvents extension that tells a reader of a replay. */
  private static final String MARK = "cloudEvents_weftreplayed";

  private final Context context;
  private final Broker broker;
  private final String source;
  private final Promise<Progress> ended = Promise.promise();
  private ReplayPart part;
  private int sent;
  private int refused;
  private boolean last;

  ReplayBatch(Context context, Broker broker, String source, ReplayPart part) {
    this.context = context;
    this.broker = broker;
    this.source = source;
    this.part = part;
  }

  /** Completes on the context, when all are with the broker or something is in the way. */
  Future<Progress> send(List<OutboxRow> rows) {
    last = rows.size() < Replayer.BATCH;
    next(rows.iterator());
    return ended.future();
  }

  private void next(Iterator<OutboxRow> rows) {
    if (!rows.hasNext()) {
      ended.complete(new Progress(part, sent, refused, last, false));
      return;
    }
    var row = rows.next();
    broker
        .send(broker.address(part.subscription()), marked(row))
        .onSuccess(outcome -> context.runOnContext(_ -> answered(row, outcome, rows)));
  }

  private AmqpContent marked(OutboxRow row) {
    var content = AmqpBinding.write(row.envelope(source), row.payload());
    var properties = new HashMap<>(content.properties());
    properties.put(MARK, "true");
    return new AmqpContent(
        content.messageId(),
        content.subject(),
        content.contentType(),
        content.groupId(),
        content.durable(),
        properties,
        content.body());
  }

  private void answered(OutboxRow row, SendOutcome outcome, Iterator<OutboxRow> rows) {
    switch (outcome) {
      case SendOutcome.Accepted _ -> {
        sent++;
        done(row, rows);
      }
      case SendOutcome.Refused no -> {
        LOG.error("replay {}: {} was refused: {}", part.replay(), row.messageId(), no.reason());
        refused++;
        done(row, rows);
      }
      case SendOutcome.NoAddress none -> interrupted(none.reason());
      case SendOutcome.Away away -> interrupted(away.reason());
    }
  }

  private void done(OutboxRow row, Iterator<OutboxRow> rows) {
    part = part.from(row.id());
    next(rows);
  }

  private void interrupted(String reason) {
    LOG.warn("replay {} waits: {}", part.replay(), reason);
    ended.complete(new Progress(part, sent, refused, false, true));
  }
}
