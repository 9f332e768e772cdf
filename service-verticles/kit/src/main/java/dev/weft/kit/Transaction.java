package dev.weft.kit;

import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL transaction: that of a request, a message or a first load. It begins with the
 * first statement and ends when the handler returns (commit) or throws (rollback).
 *
 * <p>Parameters stand as {@code $1, $2, ...} in the SQL. An array is one parameter: bulk writes go
 * as {@code insert into t select * from unnest($1::bigint[], $2::text[])}. Calls wait without
 * blocking a carrier thread. Not to be used by several threads, nor after the handler has ended.
 */
public interface Transaction {

  /** The only row, or nothing. More than one row is a programming error and throws. */
  Optional<Row> one(String sql, @Nullable Object... arguments);

  /** All rows. */
  List<Row> all(String sql, @Nullable Object... arguments);

  /** Writes, and answers how many rows it touched. */
  int update(String sql, @Nullable Object... arguments);

  /**
   * Writes without waiting for the database's answer, which saves a round trip; if it fails, the
   * next call or the commit fails.
   */
  void queue(String sql, @Nullable Object... arguments);

  /**
   * Emits a message if, and only if, this transaction commits. The type must be declared by {@link
   * ServiceDefinition#emits}.
   */
  void emit(Record message);

  /**
   * Emits a message at a time, by the database's clock, if this transaction commits: never before,
   * and at once when it is over. Among the messages of one key those that are due first go first.
   *
   * @return the message's id, for {@link #cancel}
   */
  UUID emitAt(Instant time, Record message);

  /** Emits a message so long after this transaction's commit. Like {@link #emitAt} else. */
  UUID emitAfter(Duration pause, Record message);

  /**
   * Takes back a scheduled message, if this transaction commits.
   *
   * @return false when there is no such message any more: it is on its way, or was taken back
   */
  boolean cancel(UUID scheduled);
}
