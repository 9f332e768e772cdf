package dev.weft.kit.messaging.inbox;

import dev.weft.kit.Transaction;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait in the database, in the order of their keys. The row of a key is its lock.
 * Whoever handles one of its messages has that row to itself, and still lets others park theirs;
 * only when it is about to take a message away it waits for them, and they for it.
 */
final class Held {

  private static final String HOLD_KEY =
      """
      INSERT INTO weft_held_key (subscription, key, next_try_at)
      VALUES ($1, $2, clock_timestamp() + $3 * interval '1 ms')
      ON CONFLICT (subscription, key) DO UPDATE SET next_try_at = weft_held_key.next_try_at\
      """;

  private static final String COLUMNS =
      """
       weft_held (subscription, key, source, message_id, named, type, version, payload,
              content_type, properties, traceparent, attempts, reason, stack_digest)\
      """;

  private static final String VALUES =
      """
       $1::text, $2::text, $3::text, $4::text, $5::boolean, $6::text, $7::int, $8::bytea,
             $9::text, $10::jsonb, $11::text, $12::int, $13::text, $14::text\
      """;

  /** Nothing is held that was handled meanwhile; the lock on the key is there already. */
  private static final String HOLD =
      "INSERT INTO"
          + COLUMNS
          + "\nSELECT"
          + VALUES
          + """

           WHERE NOT EXISTS (
             SELECT FROM weft_inbox WHERE subscription = $1 AND source = $3 AND id = $4)
          ON CONFLICT DO NOTHING\
          """;

  private static final String PARK =
      """
      WITH shared AS MATERIALIZED (
        SELECT FROM weft_held_key WHERE subscription = $1 AND key = $2 FOR KEY SHARE),
      parked AS (
        INSERT INTO%s
        SELECT%s FROM shared
        ON CONFLICT DO NOTHING)
      SELECT count(*) FROM shared\
      """
          .formatted(COLUMNS, VALUES);

  private static final String FIRST =
      """
      SELECT * FROM weft_held WHERE subscription = $1 AND key = $2 ORDER BY position LIMIT $3\
      """;

  private static final String CLAIM =
      """
      SELECT 1 FROM weft_held_key
       WHERE subscription = $1 AND key = $2 AND next_try_at <= clock_timestamp()
         FOR NO KEY UPDATE SKIP LOCKED\
      """;

  /** A message that was a dead letter is in the inbox, and the row that is held says it may go. */
  private static final String ENTER =
      """
      WITH first AS MATERIALIZED (
        SELECT position, attempts FROM weft_held
         WHERE subscription = $1 AND key = $2 ORDER BY position LIMIT 1),
      claimed AS MATERIALIZED (SELECT FROM first WHERE position = $5 AND attempts = $6),
      entered AS (
        INSERT INTO weft_inbox (subscription, source, id)
        SELECT $1, $3, $4 FROM claimed WHERE $7
        ON CONFLICT (subscription, source, id) DO UPDATE SET handled_at = now() WHERE $8
        RETURNING 1)
      SELECT EXISTS (SELECT FROM claimed) AS claimed, EXISTS (SELECT FROM entered) AS entered\
      """;

  private static final String LOCK =
      "SELECT 1 FROM weft_held_key WHERE subscription = $1 AND key = $2 FOR UPDATE";

  private static final String RELEASE = "SELECT weft_release_key($1, $2)";

  private static final String RELEASE_LAST =
      """
      SELECT weft_release_key($1, $2)
       WHERE NOT EXISTS (SELECT FROM weft_held WHERE subscription = $1 AND key = $2)
          OR EXISTS (SELECT FROM weft_dead_letter WHERE subscription = $1 AND key = $2 AND holds)\
      """;

  private static final String FAIL =
      """
      WITH failed AS (
        UPDATE weft_held SET attempts = attempts + 1, reason = $5, stack_digest = $6
         WHERE position = $3 AND attempts = $4
        RETURNING 1)
      UPDATE weft_held_key SET next_try_at = clock_timestamp() + $7 * interval '1 ms'
       WHERE subscription = $1 AND key = $2 AND EXISTS (SELECT FROM failed)\
      """;

  private static final String BURY =
      """
      WITH gone AS (
        DELETE FROM weft_held WHERE position = $1 AND attempts = $2 RETURNING *),
      entered AS (
        INSERT INTO weft_inbox (subscription, source, id)
        SELECT subscription, source, message_id FROM gone WHERE named
        ON CONFLICT DO NOTHING
        RETURNING 1)
      INSERT INTO weft_dead_letter (subscription, source, message_id, named, type, version, key,
             payload, content_type, properties, reason, stack_digest, attempts, trace_id, holds,
             position)
      SELECT subscription, source, message_id, named, type, version, key,
             payload, content_type, properties, $3, $4, attempts + 1,
             substring(traceparent FROM 4 FOR 32), $5, position
        FROM gone
       WHERE $6 OR redriven OR NOT named OR EXISTS (SELECT FROM entered)
      ON CONFLICT DO NOTHING\
      """;

  private static final String LAST_TURN =
      """
      UPDATE weft_held_key SET next_try_at = clock_timestamp()
       WHERE subscription = $1 AND key = $2 AND next_try_at < clock_timestamp()\
      """;

  private Held() {}

  /** A key of a subscription. */
  record Key(String subscription, String key) {}

  /** What a claim on the first message of a key came to. */
  enum Claim {
    /** It is the transaction's to handle. */
    MINE,
    /** It is the transaction's, and has been handled before. */
    KNOWN,
    /** Somebody else has the key, or has been there. */
    LOST
  }

  /** Puts a message that has failed once in line for its next attempt; false if it was handled. */
  static boolean add(Transaction transaction, Arrival arrival, Failure failure, Duration pause) {
    var read = arrival.read();
    transaction.queue(HOLD_KEY, arrival.subscription(), read.key(), pause.toMillis());
    var added = transaction.update(HOLD, values(arrival, 1, failure)) == 1;
    if (!added) {
      transaction.queue(RELEASE, arrival.subscription(), read.key());
    }
    return added;
  }

  /** Has the key of a message held, whether anything waits in it or not. */
  static void hold(Transaction transaction, Arrival arrival) {
    transaction.queue(HOLD_KEY, arrival.subscription(), arrival.read().key(), 0L);
  }

  /** Lets the key of a message go on as it must. */
  static void release(Transaction transaction, Arrival arrival) {
    transaction.queue(RELEASE, arrival.subscription(), arrival.read().key());
  }

  /** Puts a message at the end of its key's line; false if the key is not held any more. */
  static boolean park(Transaction transaction, Arrival arrival) {
    return transaction.one(PARK, values(arrival, 0, null)).orElseThrow().getLong(0) == 1;
  }

  /** The first messages of a key. */
  static List<HeldMessage> first(Transaction transaction, Key key, Subscriber<?> of, int most) {
    return transaction.all(FIRST, key.subscription(), key.key(), most).stream()
        .map(row -> HeldMessage.of(row, of))
        .toList();
  }

  /** Claims the key for the transaction, if this is still its first message and is due. */
  static Claim claim(Transaction transaction, HeldMessage message) {
    var arrival = message.arrival();
    var read = arrival.read();
    if (transaction.one(CLAIM, arrival.subscription(), read.key()).isEmpty()) {
      return Claim.LOST;
    }
    var answer =
        transaction
            .one(
                ENTER,
                arrival.subscription(),
                read.key(),
                read.source(),
                read.id(),
                message.position(),
                message.attempts(),
                read.named(),
                message.redriven())
            .orElseThrow();
    if (!answer.getBoolean("claimed")) {
      return Claim.LOST;
    }
    return answer.getBoolean("entered") || !read.named() ? Claim.MINE : Claim.KNOWN;
  }

  /** Takes a message away that was handled. */
  static void remove(Transaction transaction, HeldMessage message) {
    var arrival = message.arrival();
    var key = arrival.read().key();
    transaction.queue(LOCK, arrival.subscription(), key);
    transaction.queue("DELETE FROM weft_held WHERE position = $1", message.position());
    transaction.queue(RELEASE_LAST, arrival.subscription(), key);
  }

  /** Notes that an attempt has failed; false if somebody else has been there. */
  static boolean fail(
      Transaction transaction, HeldMessage message, Failure failure, Duration pause) {
    var arrival = message.arrival();
    var key = arrival.read().key();
    transaction.queue(LOCK, arrival.subscription(), key);
    return transaction.update(
            FAIL,
            arrival.subscription(),
            key,
            message.position(),
            message.attempts(),
            failure.reason(),
            failure.stackDigest(),
            pause.toMillis())
        == 1;
  }

  /**
   * Makes a dead letter of a message; false if somebody else has been there.
   *
   * @param entered whether the transaction has entered it in the inbox already
   */
  static boolean bury(
      Transaction transaction, HeldMessage message, Failure failure, boolean entered) {
    var arrival = message.arrival();
    transaction.queue(LOCK, arrival.subscription(), arrival.read().key());
    var buried =
        transaction.update(
                BURY,
                message.position(),
                message.attempts(),
                failure.reason(),
                failure.stackDigest(),
                arrival.subscriber().handling().holdsSuccessors(),
                entered)
            == 1;
    release(transaction, arrival);
    return buried;
  }

  /** Lets other keys have a turn before this one has the next. */
  static void endTurn(Transaction transaction, Key key) {
    transaction.queue(LAST_TURN, key.subscription(), key.key());
  }

  /** Forgets a key with nothing in it. */
  static void release(Transaction transaction, Key key) {
    transaction.queue(RELEASE, key.subscription(), key.key());
  }

  private static @Nullable Object[] values(
      Arrival arrival, int attempts, @Nullable Failure failure) {
    var read = arrival.read();
    return new @Nullable Object[] {
      arrival.subscription(),
      read.key(),
      read.source(),
      read.id(),
      read.named(),
      arrival.type(),
      arrival.version(),
      arrival.content().body(),
      StoredContent.storable(arrival.content().contentType()),
      StoredContent.properties(arrival.content()),
      read.trace().traceparent(),
      attempts,
      failure == null ? null : failure.reason(),
      failure == null ? null : failure.stackDigest()
    };
  }
}
