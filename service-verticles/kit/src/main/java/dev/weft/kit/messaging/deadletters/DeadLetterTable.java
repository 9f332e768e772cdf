package dev.weft.kit.messaging.deadletters;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads dead letters. */
final class DeadLetterTable {

  private static final String LIST =
      """
      SELECT * FROM weft_dead_letter
       WHERE %s AND id > $7
       ORDER BY id LIMIT $8\
      """
          .formatted(DeadLetterFilter.CONDITION);

  private static final String COUNT =
      "SELECT count(*) FROM weft_dead_letter WHERE " + DeadLetterFilter.CONDITION;

  private final Pool pool;

  DeadLetterTable(Pool pool) {
    this.pool = pool;
  }

  /** Dead letters with ids above one, and how many match in all. */
  Future<JsonObject> list(DeadLetterFilter filter, long after, int most) {
    return pool.preparedQuery(LIST)
        .execute(filter.arguments().addLong(after).addInteger(most))
        .compose(
            rows -> {
              var letters = new JsonArray();
              for (var row : rows) {
                letters.add(head(row));
              }
              return count(filter)
                  .map(count -> JsonObject.of("matching", count, "deadLetters", letters));
            });
  }

  private Future<Long> count(DeadLetterFilter filter) {
    return pool.preparedQuery(COUNT)
        .execute(filter.arguments())
        .map(rows -> rows.iterator().next().getLong(0));
  }

  /** One with all that is known of it. */
  Future<Optional<JsonObject>> show(long id) {
    return pool.preparedQuery("SELECT * FROM weft_dead_letter WHERE id = $1")
        .execute(Tuple.of(id))
        .map(
            rows ->
                rows.size() == 0 ? Optional.empty() : Optional.of(whole(rows.iterator().next())));
  }

  private static JsonObject head(Row row) {
    return new JsonObject()
        .put("id", row.getLong("id"))
        .put("subscription", row.getString("subscription"))
        .put("type", row.getString("type"))
        .put("version", row.getInteger("version"))
        .put("key", row.getString("key"))
        .put("source", row.getString("source"))
        .put("messageId", row.getString("message_id"))
        .put("reason", row.getString("reason"))
        .put("stackDigest", row.getString("stack_digest"))
        .put("attempts", row.getInteger("attempts"))
        .put("traceId", row.getString("trace_id"))
        .put("holdsKey", row.getBoolean("holds"))
        .put("deadAt", row.getOffsetDateTime("dead_at").toInstant().toString());
  }

  /** The payload as text where it is text, so that it can be read. */
  private static JsonObject whole(Row row) {
    var payload = row.getBuffer("payload").getBytes();
    var json =
        head(row)
            .put("contentType", row.getString("content_type"))
            .put("properties", row.getJsonObject("properties"));
    var text = text(payload);
    return text == null
        ? json.put("payloadBase64", Base64.getEncoder().encodeToString(payload))
        : json.put("payload", text);
  }

  private static @Nullable String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }
}
