package dev.weft.suite.crash;

import dev.weft.suite.crash.Passage.Answered;
import dev.weft.suite.crash.Passage.Disposition;
import dev.weft.suite.crash.Passage.Sent;
import dev.weft.suite.crash.Passage.Transfer;
import java.util.function.Predicate;

/** Where the process is killed, in the order in which a message gets there. */
enum CrashPoint {
  EMIT_SENT(60, End.PASSES, sent("INSERT INTO weft_outbox", "INTO journal")),
  EMIT_EXECUTED(60, End.IS_KEPT_BACK_AND_THOSE_BEFORE_DONE, sent("COMMIT", "INTO journal")),
  EMIT_COMMIT_UNANSWERED(60, End.IS_KEPT_BACK, answered("COMMIT", "INTO journal")),
  EMIT_COMMIT_ANSWERED(60, End.PASSES, answered("COMMIT", "INTO journal")),

  LEASE_TAKEN(1, End.PASSES, answered("epoch = epoch + 1", "weft_partition")),
  ROWS_CLAIMED(15, End.PASSES, rows("WITH RECURSIVE kinds")),
  SEND_WITHHELD(80, End.IS_KEPT_BACK, is(new Transfer(true))),
  SEND_SENT(80, End.PASSES, is(new Transfer(true))),
  ACCEPT_WITHHELD(40, End.IS_KEPT_BACK, is(new Disposition(false))),
  ACCEPT_ARRIVED(40, End.PASSES, is(new Disposition(false))),
  DELETE_SENT(8, End.PASSES, sent("DELETE FROM weft_outbox", "weft_published")),
  DELETE_COMMITTED(8, End.IS_KEPT_BACK, answered("DELETE FROM weft_outbox", "weft_published")),

  DELIVERY_ARRIVED(80, End.PASSES, is(new Transfer(false))),
  INBOX_WRITTEN(80, End.PASSES, answered("INSERT INTO weft_inbox", "WITH held AS")),
  EFFECT_WRITTEN(80, End.PASSES, answered("INSERT INTO effect", "INSERT INTO weft_inbox")),
  HANDLER_COMMIT_WITHHELD(80, End.IS_KEPT_BACK, sent("COMMIT", "INSERT INTO effect")),
  HANDLER_COMMIT_UNANSWERED(80, End.IS_KEPT_BACK, answered("COMMIT", "INSERT INTO effect")),
  HANDLER_COMMIT_ANSWERED(80, End.PASSES, answered("COMMIT", "INSERT INTO effect")),
  SETTLE_WITHHELD(60, End.IS_KEPT_BACK, is(new Disposition(true))),
  SETTLE_SENT(60, End.PASSES, is(new Disposition(true))),

  HELD_COMMITTED(4, End.IS_KEPT_BACK, answered("COMMIT", "INSERT INTO weft_held_key")),
  PARKED_COMMITTED(4, End.IS_KEPT_BACK, answered("COMMIT", "parked AS")),
  RETRY_WITHHELD(4, End.IS_KEPT_BACK, sent("COMMIT", "DELETE FROM weft_held WHERE position")),
  RETRY_COMMITTED(4, End.IS_KEPT_BACK, answered("COMMIT", "DELETE FROM weft_held WHERE position")),
  DEATH_COMMITTED(2, End.IS_KEPT_BACK, answered("COMMIT", "INTO weft_dead_letter"));

  private final int most;
  private final End end;

  @SuppressWarnings("ImmutableEnumChecker") // what they look for are texts and records
  private final Predicate<Passage> what;

  /** What becomes of the passage at which the process is killed; nothing passes after it. */
  enum End {
    PASSES,
    IS_KEPT_BACK,
    /** And the process lives until the database has answered what was sent before. */
    IS_KEPT_BACK_AND_THOSE_BEFORE_DONE
  }

  CrashPoint(int most, End end, Predicate<Passage> what) {
    this.most = most;
    this.end = end;
    this.what = what;
  }

  /** Up to how many times the point may be passed before. */
  int most() {
    return most;
  }

  End end() {
    return end;
  }

  boolean isAt(Passage passage) {
    return what.test(passage);
  }

  /** Whether a process comes by here only when it starts. */
  boolean onlyAtStart() {
    return this == LEASE_TAKEN;
  }

  private static Predicate<Passage> sent(String sql, String inTransaction) {
    return passage ->
        passage instanceof Sent(_, var statement, _)
            && statement.sql().contains(sql)
            && statement.isIn(inTransaction);
  }

  private static Predicate<Passage> answered(String sql, String inTransaction) {
    return passage ->
        passage instanceof Answered(_, var statement, _, _)
            && statement.sql().contains(sql)
            && statement.isIn(inTransaction);
  }

  private static Predicate<Passage> rows(String sql) {
    return passage ->
        passage instanceof Answered(_, var statement, var rows, _)
            && statement.sql().contains(sql)
            && rows > 0;
  }

  private static Predicate<Passage> is(Passage wanted) {
    return wanted::equals;
  }
}
