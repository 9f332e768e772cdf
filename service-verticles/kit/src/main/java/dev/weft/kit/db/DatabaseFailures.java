package dev.weft.kit.db;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Tells a database that is away from one that says no. */
final class DatabaseFailures {

  private static final Set<String> LOST_TO_ANOTHER = Set.of("40001", "40P01");

  /** A prepared statement that a migration has overtaken: the driver forgets it when it fails. */
  private static final Set<String> OVERTAKEN = Set.of("0A000", "26000");

  /** Shut down, crashed, starting; cancelled by the statement's time limit; session ended. */
  private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "57014", "25P03");

  private DatabaseFailures() {}

  /** A serialization failure or a deadlock: the same work may well succeed now. */
  static boolean lostToAnother(Throwable failure) {
    return failure instanceof PgException pg && LOST_TO_ANOTHER.contains(pg.getSqlState());
  }

  /** Each connection has prepared statements of its own, so this may happen once on each. */
  static boolean overtakenByMigration(Throwable failure) {
    return failure instanceof PgException pg
        && OVERTAKEN.contains(pg.getSqlState())
        && String.valueOf(pg.getErrorMessage()).matches(".*(cached plan|prepared statement).*");
  }

  static RuntimeException whileConnecting(Throwable failure) {
    return new DatabaseUnavailable("no connection to the database", failure);
  }

  /**
   * What went wrong with a statement.
   *
   * @param closed whether the connection is known to be closed
   */
  static RuntimeException whileAsking(Throwable failure, boolean closed) {
    return switch (failure) {
      case DatabaseUnavailable unavailable -> unavailable;
      case PgException pg when isAway(pg) ->
          new DatabaseUnavailable("the database gave up: " + pg.getSqlState(), pg);
      case PgException pg -> pg;
      case TimeoutException late ->
          new DatabaseUnavailable("the database does not answer in time", late);
      case ClosedConnectionException gone ->
          new DatabaseUnavailable("the connection to the database is gone", gone);
      case IOException broken ->
          new DatabaseUnavailable("the connection to the database broke", broken);
      case InterruptedException stopped ->
          new DatabaseUnavailable("interrupted while the database was asked", stopped);
      case VertxException gone when closed || closedBefore(gone) ->
          new DatabaseUnavailable("the connection to the database is gone", gone);
      case RuntimeException other -> other;
      default -> new IllegalStateException("the database could not be asked", failure);
    };
  }

  /** A connection that had closed before anybody could listen for it tells so in words only. */
  private static boolean closedBefore(VertxException failure) {
    return String.valueOf(failure.getMessage()).startsWith("Connection is not active");
  }

  private static boolean isAway(PgException failure) {
    var state = failure.getSqlState();
    return AWAY.contains(state) || state.startsWith("08") || state.startsWith("53");
  }
}
