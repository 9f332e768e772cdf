package dev.weft.kit.saga;

import dev.weft.kit.Transaction;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements on the rows of one saga. Times are the database's. */
record SagaTable(String saga) {

  private static final String ADD =
      """
      INSERT INTO weft_saga (saga, key, state, data, compensations, timeout_id, timeout_at)
      VALUES ($1, $2, $3, $4::text::jsonb, $5, $6, clock_timestamp() + $7 * interval '1 ms')
      ON CONFLICT DO NOTHING\
      """;

  private static final String LOCK =
      """
      SELECT key, state, data::text AS data, timeout_id, compensations,
             ended_at IS NOT NULL AS ended
        FROM weft_saga WHERE saga = $1 AND key = $2 FOR UPDATE\
      """;

  private static final String KEEP =
      """
      UPDATE weft_saga
         SET data = $3::text::jsonb, compensations = $4, reason = coalesce($5, reason)
       WHERE saga = $1 AND key = $2\
      """;

  private static final String MOVE =
      """
      UPDATE weft_saga
         SET data = $3::text::jsonb, compensations = $4, reason = coalesce($5, reason),
             state = $6, entered_at = clock_timestamp(),
             timeout_id = $7, timeout_at = clock_timestamp() + $8 * interval '1 ms',
             ended_at = CASE WHEN $9 THEN clock_timestamp() END
       WHERE saga = $1 AND key = $2\
      """;

  /**
   * A state that is entered.
   *
   * @param timeout the id of the message that ends the waiting in it
   * @param within how long the waiting may take
   */
  record Entry(String state, @Nullable UUID timeout, @Nullable Duration within, boolean ends) {

    private @Nullable Long millis() {
      return within == null ? null : within.toMillis();
    }
  }

  /** What a row keeps besides its state. */
  record Content(String data, JsonArray compensations, @Nullable String reason) {}

  /** Answers false when there is one of that key already, ended or not. */
  boolean add(Transaction tx, String key, Content content, Entry entry) {
    return tx.update(
            ADD,
            saga,
            key,
            entry.state,
            content.data,
            content.compensations,
            entry.timeout,
            entry.millis())
        == 1;
  }

  /** No other transaction sees it like this, or changes it, before this one ends. */
  Optional<SagaRow> lock(Transaction tx, String key) {
    return tx.one(LOCK, saga, key).map(SagaRow::of);
  }

  void keep(Transaction tx, String key, Content content) {
    tx.queue(KEEP, saga, key, content.data, content.compensations, content.reason);
  }

  void move(Transaction tx, String key, Content content, Entry entry) {
    tx.queue(
        MOVE,
        saga,
        key,
        content.data,
        content.compensations,
        content.reason,
        entry.state,
        entry.timeout,
        entry.millis(),
        entry.ends);
  }
}
