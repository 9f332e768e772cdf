package dev.weft.kit.db;

import dev.weft.kit.Answer;
import dev.weft.kit.Refusal;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Answers the same request with the same key the same way for a day. The answer is stored in the
 * request's own transaction, so it is there if, and only if, the effects are. A request that comes
 * while the first one runs waits for it. Refused requests store nothing and are judged anew.
 */
public final class Idempotency {

  /** Told with an answer that was given before. */
  public static final String REPLAYED = "Idempotency-Replayed";

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final int LOCKS = 0x4944_454D;
  private static final int PURGED_AT_ONCE = 5_000;

  private Idempotency() {}

  /**
   * A key belongs to the caller who sent it: two callers may well think of the same one.
   *
   * @param caller empty when it is not known
   * @param text as it was sent
   */
  public record Key(String caller, String text) {

    /** No key that is sent has a space in it; a caller's name may have any length. */
    private String stored() {
      return caller.isEmpty()
          ? text
          : UUID.nameUUIDFromBytes(caller.getBytes(StandardCharsets.UTF_8)) + " " + text;
    }
  }

  /**
   * Handles the request, or answers as before.
   *
   * @param fingerprint of everything that makes it the same request
   * @param handling makes the answer; its body must be a {@link Buffer} or null
   */
  public static Answer once(
      PgTransaction tx, Key sent, byte[] fingerprint, Supplier<Answer> handling) {
    if (!KEY.matcher(sent.text()).matches()) {
      throw Refusal.badRequest(
          "invalid-idempotency-key", "an Idempotency-Key is 1 to 255 visible ASCII characters");
    }
    var key = sent.stored();
    var print = Buffer.buffer(fingerprint);
    var earlier = lockAndFind(tx, key);
    if (earlier.isPresent()) {
      if (!print.equals(earlier.get().getBuffer("fingerprint"))) {
        throw Refusal.unprocessable(
            "idempotency-key-reused", "this Idempotency-Key belongs to another request");
      }
      return replay(earlier.get());
    }
    var answer = handling.get();
    store(tx, key, print, answer);
    return answer;
  }

  /** Removes answers that are older than a day; answers how many there were. */
  public static Future<Integer> purge(Pool pool) {
    return pool.preparedQuery(
            """
            DELETE FROM weft_idempotency WHERE key IN (
              SELECT key FROM weft_idempotency
              WHERE created_at < now() - interval '24 hours' LIMIT $1)
              AND created_at < now() - interval '24 hours'
            """)
        .execute(Tuple.of(PURGED_AT_ONCE))
        .compose(
            deleted ->
                deleted.rowCount() < PURGED_AT_ONCE
                    ? Future.succeededFuture(deleted.rowCount())
                    : purge(pool).map(more -> more + deleted.rowCount()));
  }

  /** The look-up is a statement of its own: its snapshot is taken when the lock has been got. */
  private static Optional<Row> lockAndFind(PgTransaction tx, String key) {
    tx.queue("SELECT pg_advisory_xact_lock($1, $2)", LOCKS, key.hashCode());
    return tx.one(
        """
        SELECT fingerprint, status, headers, body FROM weft_idempotency
        WHERE key = $1 AND created_at > now() - interval '24 hours'
        """,
        key);
  }

  private static Answer replay(Row row) {
    var flat = row.getArrayOfStrings("headers");
    var headers = new LinkedHashMap<String, String>();
    for (int i = 0; i < flat.length; i += 2) {
      headers.put(flat[i], flat[i + 1]);
    }
    headers.put(REPLAYED, "true");
    var body = row.getBuffer("body");
    return new Answer(row.getInteger("status"), headers, body.length() == 0 ? null : body);
  }

  private static void store(PgTransaction tx, String key, Buffer fingerprint, Answer answer) {
    var body = answer.body() instanceof Buffer bytes ? bytes : Buffer.buffer();
    tx.atCommit(
        """
        INSERT INTO weft_idempotency (key, fingerprint, status, headers, body)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (key) DO UPDATE SET
          fingerprint = excluded.fingerprint, status = excluded.status,
          headers = excluded.headers, body = excluded.body, created_at = excluded.created_at
        """,
        key,
        fingerprint,
        answer.status(),
        flat(answer.headers()),
        body);
  }

  private static String[] flat(Map<String, String> headers) {
    return headers.entrySet().stream()
        .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
        .toArray(String[]::new);
  }
}
