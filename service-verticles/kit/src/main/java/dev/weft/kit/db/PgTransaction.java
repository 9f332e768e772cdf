package dev.weft.kit.db;

import dev.weft.kit.Transaction;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that takes its connection with the first statement. BEGIN travels with that
 * statement and COMMIT with the last writes, so that a read of one statement costs one round trip
 * and a write of one statement two.
 */
public final class PgTransaction implements Transaction {

  private static final String BEGIN_WRITE = "BEGIN";
  private static final String BEGIN_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";

  private final Lanes lanes;
  private final Emits emits;
  private final Work work;
  private final List<Record> emitted = new ArrayList<>(0);
  private final List<Scheduled> scheduled = new ArrayList<>(0);
  private final List<Last> last = new ArrayList<>(0);
  private @Nullable Lane lane;
  private boolean ended;

  /** A statement of the kit's own that goes out together with COMMIT. */
  private record Last(String sql, Tuple arguments) {}

  PgTransaction(Lanes lanes, Emits emits, Work work) {
    this.lanes = lanes;
    this.emits = emits;
    this.work = work;
  }

  @Override
  public Optional<Row> one(String sql, @Nullable Object... arguments) {
    var rows = all(sql, arguments);
    if (rows.size() > 1) {
      throw new IllegalStateException(rows.size() + " rows where one was expected: " + sql);
    }
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
  }

  @Override
  public List<Row> all(String sql, @Nullable Object... arguments) {
    var lane = lane();
    var rows = lane.await(lane.send(sql, SqlArguments.tuple(arguments)));
    var list = new ArrayList<Row>(rows.size());
    rows.forEach(list::add);
    return list;
  }

  @Override
  public int update(String sql, @Nullable Object... arguments) {
    var lane = lane();
    return lane.await(lane.send(sql, SqlArguments.tuple(arguments))).rowCount();
  }

  @Override
  public void queue(String sql, @Nullable Object... arguments) {
    lane().sendUnanswered(sql, SqlArguments.tuple(arguments));
  }

  @Override
  public void emit(Record message) {
    checkMayEmit();
    emits.check(message);
    emitted.add(message);
  }

  @Override
  public UUID emitAt(Instant time, Record message) {
    return schedule(new Due.At(time), message);
  }

  @Override
  public UUID emitAfter(Duration pause, Record message) {
    return schedule(new Due.After(pause), message);
  }

  private UUID schedule(Due due, Record message) {
    checkMayEmit();
    emits.check(message);
    var id = emits.hook().newId();
    scheduled.add(new Scheduled(id, message, due));
    return id;
  }

  @Override
  public boolean cancel(UUID id) {
    checkMayEmit();
    if (scheduled.removeIf(message -> message.id().equals(id))) {
      return true;
    }
    var lane = lane();
    return lane.await(emits.hook().cancel(lane.connection(), id));
  }

  private void checkMayEmit() {
    checkOpen();
    if (work.readOnly()) {
      throw new IllegalStateException("a GET changes nothing, so it has nothing to emit");
    }
  }

  /**
   * Has a statement sent right before COMMIT and not waited for apart. Only for the kit's own: its
   * arguments are known to fit, so nothing but the database can refuse it.
   */
  public void atCommit(String sql, @Nullable Object... arguments) {
    checkOpen();
    last.add(new Last(sql, SqlArguments.tuple(arguments)));
  }

  /** Commits, or throws and has committed nothing that is known of. */
  void commit() {
    if (lane == null && emitted.isEmpty() && scheduled.isEmpty() && last.isEmpty()) {
      ended = true;
      return;
    }
    var lane = lane();
    lane.awaitUnanswered();
    var failure = lane.failure();
    if (failure != null) {
      throw failure;
    }
    if (work.readOnly()) {
      end("COMMIT");
      return;
    }
    refuseWhenOver();
    var sent = sendLast(lane);
    var committed = lane.command("COMMIT");
    lane.await(committed); // the last answer: waiting for the others costs nothing any more
    sent.forEach(lane::await);
    ended = true;
    lanes.release(lane.connection());
    if (!emitted.isEmpty()) {
      emits.hook().afterCommit();
    }
  }

  /** Whoever asked has been told by now that nothing came of it, so nothing may. */
  private void refuseWhenOver() {
    if (System.nanoTime() - work.endsAt() >= 0) {
      throw new DatabaseUnavailable(
          "the time for the answer was over before the commit", new TimeoutException());
    }
  }

  private List<Future<?>> sendLast(Lane lane) {
    var sent = new ArrayList<Future<?>>();
    for (var statement : last) {
      sent.add(lane.send(statement.sql, statement.arguments));
    }
    // What is emitted has others wait from here to COMMIT: no encoding comes in between.
    if (!scheduled.isEmpty()) {
      sent.add(emits.hook().schedule(lane.connection(), List.copyOf(scheduled), work.trace()));
    }
    if (!emitted.isEmpty()) {
      sent.add(emits.hook().beforeCommit(lane.connection(), List.copyOf(emitted), work.trace()));
    }
    return sent;
  }

  /** Undoes everything; never throws and does not wait. */
  void rollback() {
    if (!ended) {
      end("ROLLBACK");
    }
  }

  /** A connection goes back only when the database has answered: never one that is in a mess. */
  private void end(String command) {
    ended = true;
    var lane = this.lane;
    if (lane != null) {
      lane.command(command).onComplete(_ -> lanes.release(lane.connection()));
    }
  }

  private Lane lane() {
    checkOpen();
    var lane = this.lane;
    if (lane == null) {
      lane = lanes.open(work);
      this.lane = lane;
      lane.command(work.readOnly() ? BEGIN_READ : BEGIN_WRITE);
    }
    return lane;
  }

  private void checkOpen() {
    if (ended) {
      throw new IllegalStateException("the transaction has ended");
    }
  }
}
