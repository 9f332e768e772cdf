package dev.weft.testkit;

import dev.weft.stack.embedded.FreshDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/**
 * The clock of a database that stands still until it is told to go on. Functions of a schema that
 * stands before PostgreSQL's own in the search path answer {@code now()} and {@code
 * clock_timestamp()}, so neither the kit nor the service knows of it.
 */
final class TestClock {

  private static final String INSTALL =
      """
      CREATE SCHEMA weft_test_clock;
      CREATE TABLE weft_test_clock.clock AS SELECT pg_catalog.clock_timestamp() AS shows;
      CREATE FUNCTION weft_test_clock.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
        AS 'SELECT shows FROM weft_test_clock.clock';
      CREATE FUNCTION weft_test_clock.now() RETURNS timestamptz LANGUAGE sql STABLE
        AS 'SELECT shows FROM weft_test_clock.clock';
      DO $$ BEGIN
        EXECUTE format('ALTER DATABASE %I SET search_path = public, weft_test_clock, pg_catalog',
                       current_database());
      END $$;
      """;

  /** Relays renew their leases all the time; where time leaps, so do the leases. */
  private static final String LOCK_LEASES =
      "LOCK TABLE weft_relay, weft_partition IN EXCLUSIVE MODE";

  private static final String MOVE =
      """
      WITH step AS (SELECT ? - shows AS length FROM weft_test_clock.clock),
           relays AS (UPDATE weft_relay SET until = until + step.length FROM step),
           leases AS (UPDATE weft_partition SET until = until + step.length FROM step)
      UPDATE weft_test_clock.clock SET shows = shows + step.length FROM step
      """;

  private final Connection connection;

  TestClock(Connection connection) {
    this.connection = connection;
  }

  /** Makes it the clock of all sessions that begin from now on. */
  static void install(FreshDatabase database) {
    try (var connection = Sql.connect(database)) {
      Sql.execute(connection, INSTALL);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What it shows. */
  OffsetDateTime time() {
    return time("SELECT shows FROM weft_test_clock.clock");
  }

  OffsetDateTime realTime() {
    return time("SELECT pg_catalog.clock_timestamp()");
  }

  private OffsetDateTime time(String sql) {
    return Sql.single(connection, sql, OffsetDateTime.class);
  }

  void moveTo(OffsetDateTime time) {
    try (var lock = connection.createStatement();
        var move = connection.prepareStatement(MOVE)) {
      connection.setAutoCommit(false);
      lock.execute(LOCK_LEASES);
      move.setObject(1, time);
      move.executeUpdate();
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      Sql.autoCommit(connection);
    }
  }
}
