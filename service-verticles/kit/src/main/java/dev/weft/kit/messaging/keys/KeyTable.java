package dev.weft.kit.messaging.keys;

import dev.weft.codecs.FieldKey;
import dev.weft.codecs.FieldKeys;
import dev.weft.kit.Transaction;
import dev.weft.kit.db.Transactions;
import dev.weft.node.trace.TraceContext;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Keys in the table {@code weft_key}, looked up each time: one that is deleted is gone at once, in
 * every process. On connections of its own, as it is asked while a transaction has one already.
 */
public final class KeyTable implements FieldKeys {

  /** Two emitters may both insert one; both are read, and forgotten together. */
  private static final String CURRENT =
      """
      SELECT id, wrapped FROM weft_key
       WHERE subject = $1 AND created_at > clock_timestamp() - make_interval(secs => $2)
       ORDER BY created_at DESC LIMIT 1\
      """;

  private static final String FIND = "SELECT id, wrapped FROM weft_key WHERE id = $1";
  private static final String INSERT =
      "INSERT INTO weft_key (id, subject, wrapped) VALUES ($1, $2, $3)";

  private final Transactions transactions;
  private final MasterKeys masters;
  private final Duration rotateAfter;

  /**
   * The keys of a database.
   *
   * @param transactions on connections that handlers do not use
   * @param rotateAfter how old a key gets before the next one is made
   */
  public KeyTable(Transactions transactions, MasterKeys masters, Duration rotateAfter) {
    this.transactions = transactions;
    this.masters = masters;
    this.rotateAfter = rotateAfter;
  }

  @Override
  public FieldKey current(String subject) {
    return run(
        transaction ->
            transaction
                .one(CURRENT, subject, (double) rotateAfter.toSeconds())
                .map(this::key)
                .orElseGet(() -> make(subject, transaction)));
  }

  private FieldKey make(String subject, Transaction transaction) {
    var key = MasterKeys.fresh();
    transaction.queue(INSERT, key.id(), subject, masters.wrap(key));
    return key;
  }

  @Override
  public Optional<FieldKey> find(UUID id) {
    return run(transaction -> transaction.one(FIND, id).map(this::key));
  }

  private FieldKey key(Row row) {
    return masters.unwrap(row.getUUID("id"), row.getString("wrapped"));
  }

  private <T> T run(Function<Transaction, T> work) {
    return transactions.run(TraceContext.fresh(), work);
  }
}
