package dev.weft.kit.messaging.inbox;

import dev.weft.codecs.AmqpBinding;
import dev.weft.kit.Transaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Messages that a subscription has given up on, with all that is needed to try again. */
final class DeadLetters {

  private static final int LONGEST_REASON = 4_000;
  private static final String INSERT =
      """
      INSERT INTO weft_dead_letter (subscription, source, message_id, type, version, key, payload,
             content_type, properties, reason, attempts, trace_id)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      ON CONFLICT DO NOTHING\
      """;

  private DeadLetters() {}

  static void add(Transaction transaction, Arrival arrival, String reason, int attempts) {
    var read = arrival.read();
    var envelope = read.form() instanceof AmqpBinding.Read.Event event ? event.envelope() : null;
    var content = arrival.delivery().content();
    transaction.update(
        INSERT,
        arrival.subscription(),
        read.source(),
        read.id(),
        arrival.subscription().substring(0, arrival.subscription().indexOf("::")),
        envelope == null ? null : envelope.version(),
        read.key(),
        Buffer.buffer(content.body().getBytes()),
        Arrival.storable(content.contentType()),
        properties(arrival),
        cut(Arrival.storable(reason)),
        attempts,
        read.trace().traceId());
  }

  private static JsonObject properties(Arrival arrival) {
    var json = new JsonObject();
    new TreeMap<>(arrival.delivery().content().properties())
        .forEach(
            (name, value) -> json.put(Arrival.storable(name), Arrival.storable(value.toString())));
    return json;
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= LONGEST_REASON
        ? text
        : text.substring(0, LONGEST_REASON);
  }
}
