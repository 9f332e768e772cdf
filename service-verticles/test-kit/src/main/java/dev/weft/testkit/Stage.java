package dev.weft.testkit;

import static org.awaitility.Awaitility.await;

import dev.weft.kit.Service;
import dev.weft.stack.embedded.SharedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** What scenarios of one service are played on: the service itself, its database and its clock. */
final class Stage implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(2);

  private static final String WAITING =
      """
      SELECT (SELECT count(*) FROM weft_outbox)
           + (SELECT count(*) FROM weft_schedule WHERE due <= clock_timestamp())
           + (SELECT count(*) FROM weft_held_key WHERE next_try_at <= clock_timestamp())
      """;

  private static final String UNDONE =
      """
      SELECT 'to be sent: ' || type || ' ' || key FROM weft_outbox
       UNION ALL
      SELECT 'to be handled: ' || subscription || ' ' || key FROM weft_held_key
       WHERE next_try_at <= clock_timestamp()
       UNION ALL
      SELECT 'in a statement: ' || query FROM pg_stat_activity
       WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()
      """;

  /** Grows with everything that is done. */
  private static final String DONE =
      """
      SELECT (SELECT coalesce(sum(count), 0)::bigint FROM weft_published)
           + (SELECT count(*) FROM weft_inbox)
           + (SELECT coalesce(sum(attempts), 0) FROM weft_held)
           + (SELECT coalesce(sum(attempts), 0) FROM weft_dead_letter)
      """;

  private static final String NEXT =
      """
      SELECT least((SELECT min(due) FROM weft_schedule),
                   (SELECT min(next_try_at) FROM weft_held_key WHERE next_try_at < 'infinity'))
      """;

  private static final String TROUBLES =
      """
      SELECT format('dead letter after attempt %s: %s %s (message %s): %s',
                    attempts, type, key, message_id, reason)
        FROM weft_dead_letter
       UNION ALL
      SELECT format('held after attempt %s: %s %s (message %s): %s',
                    attempts, type, key, message_id, reason)
        FROM weft_held WHERE reason IS NOT NULL
      """;

  private final RunningService service;
  private final Connection connection;
  private final TestClock clock;
  private final Leavings leavings;

  private Stage(RunningService service, Connection connection) {
    this.service = service;
    this.connection = connection;
    this.clock = new TestClock(connection);
    this.leavings = new Leavings(connection);
  }

  static Stage of(Service service) {
    var database = SharedDatabase.fresh(service.name());
    TestClock.install(database);
    var running = RunningService.start(new WithoutLoad(service), ServiceTest.Kind.MEMORY, database);
    try {
      return new Stage(running, Sql.connect(database));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the service found everything when it was started. */
  void clear() {
    settle();
    leavings.clear();
    clock.moveTo(clock.realTime());
  }

  void execute(String sql) {
    Sql.execute(connection, sql);
  }

  List<String> rows(String sql) {
    return Sql.rows(connection, sql);
  }

  /** The state of a saga, if there is such a one. */
  List<String> states(String saga, String key) {
    return Sql.rows(
        connection, "SELECT state FROM weft_saga WHERE saga = ? AND key = ?", saga, key);
  }

  /** The message's id. */
  String deliver(Record message) {
    var id = UUID.randomUUID().toString();
    service.deliver(message, id);
    return id;
  }

  RunningService service() {
    return service;
  }

  List<Record> heard() {
    return service.surroundings().heard();
  }

  /** Messages that could not be handled: those that wait for another attempt, and dead letters. */
  List<String> troubles() {
    return rows(TROUBLES);
  }

  /**
   * Waits until nothing is left to do at this time.
   *
   * @throws AssertionError when that takes too long
   */
  void settle() {
    try {
      await().pollDelay(Duration.ZERO).pollInterval(POLL).atMost(PATIENCE).until(this::quiet);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "still not done after " + PATIENCE + ":\n" + Wording.lines(rows(UNDONE)), e);
    }
  }

  /** What goes from one place to the next while one looks is seen by what it leaves behind. */
  private boolean quiet() {
    long before = number(DONE);
    return service.quiet(() -> number(WAITING) == 0) && number(DONE) == before;
  }

  private long number(String sql) {
    return Sql.single(connection, sql, Long.class);
  }

  /** Lets time pass; what becomes due in it is done in its order, each at its own time. */
  void pass(Duration time) {
    var end = clock.time().plus(time);
    for (var next = next(); next != null && !next.isAfter(end); next = next()) {
      at(next);
    }
    at(end);
  }

  private @Nullable OffsetDateTime next() {
    return Sql.single(connection, NEXT, OffsetDateTime.class);
  }

  private void at(OffsetDateTime time) {
    clock.moveTo(time);
    service.wake();
    settle();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      service.close();
    }
  }
}
