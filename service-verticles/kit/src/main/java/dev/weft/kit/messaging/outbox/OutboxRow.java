package dev.weft.kit.messaging.outbox;

import dev.weft.codecs.Envelope;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One message that waits to be sent, or was sent and is kept. */
public record OutboxRow(
    long id,
    int partition,
    UUID messageId,
    String type,
    int version,
    String key,
    Buffer payload,
    String contentType,
    Envelope.Trace trace,
    OffsetDateTime emittedAt) {

  /** The columns of the outbox. */
  public static OutboxRow of(Row row) {
    return new OutboxRow(
        row.getLong("id"),
        row.getInteger("partition"),
        row.getUUID("message_id"),
        row.getString("type"),
        row.getInteger("version"),
        row.getString("key"),
        row.getBuffer("payload"),
        row.getString("content_type"),
        new Envelope.Trace(text(row, "traceparent"), text(row, "tracestate")),
        row.getOffsetDateTime("emitted_at"));
  }

  private static @Nullable String text(Row row, String column) {
    return row.getString(column);
  }

  /** As a reader gets it. */
  public Envelope envelope(String source) {
    return new Envelope(
        messageId.toString(),
        source,
        type,
        version,
        key,
        emittedAt.toInstant(),
        contentType,
        trace);
  }
}
