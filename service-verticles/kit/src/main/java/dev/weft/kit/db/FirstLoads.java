package dev.weft.kit.db;

import dev.weft.kit.FirstLoad;
import dev.weft.kit.LoadProgress;
import dev.weft.node.trace.TraceContext;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;

/**
 * Runs the first load of a database: once, in one transaction, while other instances wait. To be
 * called on a Vert.x virtual thread.
 */
public final class FirstLoads {

  private static final long LOCK = 0x5745_4654_4C4F_4144L;
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Database database;
  private final Emits emits;

  public FirstLoads(Database database, Emits emits) {
    this.database = database;
    this.emits = emits;
  }

  /** Answers whether it was this call that loaded; false if it had been done before. */
  public boolean run(FirstLoad load, LoadProgress progress) {
    if (isDone()) {
      return false;
    }
    var work = new Work(TraceContext.fresh(), false, System.nanoTime() + LONGEST.toNanos());
    var transaction = new PgTransaction(new OwnLane(database), emits, work);
    try {
      boolean mine = load(transaction, load, progress);
      transaction.commit();
      return mine;
    } finally {
      transaction.rollback();
    }
  }

  private static boolean load(PgTransaction tx, FirstLoad load, LoadProgress progress) {
    tx.queue("SELECT pg_advisory_xact_lock($1)", LOCK);
    if (tx.update("INSERT INTO weft_first_load DEFAULT VALUES ON CONFLICT DO NOTHING") == 0) {
      return false;
    }
    load.load(tx, progress);
    return true;
  }

  private boolean isDone() {
    try {
      var rows = database.pool().query("SELECT 1 FROM weft_first_load").execute().await();
      return rows.size() > 0;
    } catch (Exception e) {
      throw DatabaseFailures.whileAsking(e, false);
    }
  }

  /** A connection with no limits of time, closed at the end. */
  private record OwnLane(Database database) implements Lanes {

    @Override
    public Lane open(Work work) {
      try {
        return new Lane(database.unlimited().await(), LONGEST, work.endsAt());
      } catch (Exception e) {
        throw DatabaseFailures.whileConnecting(e);
      }
    }

    @Override
    public void release(SqlConnection connection) {
      connection.close();
    }
  }
}
