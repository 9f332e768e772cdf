package dev.weft.kit.db;

import dev.weft.kit.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The service's database: one pool of connections, and its limits. Safe for all threads. */
public final class Database {

  /** A service that is stopped in mid-transaction (SIGSTOP, long pause) must not keep its locks. */
  private static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(30);

  private static final int WAITING_PER_CONNECTION = 100;

  private final Vertx vertx;
  private final DatabaseConfig config;
  private final Pool pool;
  private final Pool pings;
  private final AtomicInteger inUse = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();

  private Database(Vertx vertx, String name, DatabaseConfig config) {
    this.vertx = vertx;
    this.config = config;
    this.pool = pool(vertx, config, poolOptions(config).setName(name));
    this.pings = pool(vertx, config, poolOptions(config).setName(name + "-ping").setMaxSize(1));
  }

  private static Pool pool(Vertx vertx, DatabaseConfig config, PoolOptions options) {
    return PgBuilder.pool()
        .with(options)
        .with(network(config))
        .connectingTo(connectOptions(config))
        .using(vertx)
        .build();
  }

  /** Opens a pool that is named after its database. */
  public static Database open(Vertx vertx, DatabaseConfig config) {
    return open(vertx, config.name(), config);
  }

  /**
   * Opens the pool; connections are made when they are needed.
   *
   * @param name of the pool in metrics, one in the process
   */
  public static Database open(Vertx vertx, String name, DatabaseConfig config) {
    return new Database(vertx, name, config);
  }

  public Pool pool() {
    return pool;
  }

  public DatabaseConfig config() {
    return config;
  }

  /** Connections that a transaction has right now. */
  public int inUse() {
    return inUse.get();
  }

  /** Transactions that wait for a connection. */
  public int waiting() {
    return waiting.get();
  }

  /**
   * Succeeds if the database answers within the pool's waiting time. Asks on a connection of its
   * own: a pool that is busy is no database that is away.
   */
  public Future<Void> ping() {
    return pings
        .query("SELECT 1")
        .execute()
        .timeout(config.poolWait().toMillis(), TimeUnit.MILLISECONDS)
        .mapEmpty();
  }

  public Future<Void> close() {
    return pings.close().eventually(pool::close);
  }

  /** A connection of the pool, or a failure within its waiting time. Give it back by release. */
  Future<SqlConnection> connection() {
    waiting.incrementAndGet();
    var acquired = pool.getConnection();
    var bounded = acquired.timeout(config.poolWait().toMillis(), TimeUnit.MILLISECONDS);
    bounded.onComplete(
        (_, failure) -> {
          waiting.decrementAndGet();
          if (failure == null) {
            inUse.incrementAndGet();
          } else {
            acquired.onSuccess(late -> late.close());
          }
        });
    return bounded;
  }

  void release(SqlConnection connection) {
    inUse.decrementAndGet();
    connection.close();
  }

  /** A connection of its own, with no limit on the time of a statement. */
  Future<SqlConnection> unlimited() {
    var options = connectOptions(config);
    options.addProperty("statement_timeout", "0");
    options.addProperty("idle_in_transaction_session_timeout", "0");
    // A road that forgets silent connections must not forget one that waits for another's load.
    options.addProperty("tcp_keepalives_idle", "60");
    return PgConnection.connect(vertx, options).map(connection -> connection);
  }

  /**
   * The pool waits without a limit of its own, and whoever asks it sets one. Its timer can be set
   * after the connection was handed out, and then fails what is completed, in the thread of
   * somebody else whose request is lost with it (vertx-sql-client issue 1567).
   */
  private static PoolOptions poolOptions(DatabaseConfig config) {
    return new PoolOptions()
        .setMaxSize(config.poolSize())
        .setMaxWaitQueueSize(config.poolSize() * WAITING_PER_CONNECTION)
        .setConnectionTimeout(0)
        .setEventLoopSize(Math.min(config.poolSize(), Runtime.getRuntime().availableProcessors()))
        .setIdleTimeout(silenceSeconds(config) - 2)
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
  }

  /**
   * A connection that says nothing for longer than any statement may take is given up, also while
   * it is being made: otherwise the pool would keep a place for it.
   */
  private static NetClientOptions network(DatabaseConfig config) {
    return new NetClientOptions()
        .setConnectTimeout((int) config.poolWait().toMillis())
        .setTcpKeepAlive(true)
        .setReadIdleTimeout(silenceSeconds(config))
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
  }

  private static int silenceSeconds(DatabaseConfig config) {
    return (int) config.statementTimeout().plusSeconds(5).toSeconds();
  }

  private static PgConnectOptions connectOptions(DatabaseConfig config) {
    var options =
        new PgConnectOptions()
            .setHost(config.host())
            .setPort(config.port())
            .setDatabase(config.name())
            .setUser(config.user())
            .setPassword(config.password())
            .setCachePreparedStatements(true);
    options.addProperty("application_name", "weft-" + config.user());
    options.addProperty("statement_timeout", millis(config.statementTimeout()));
    options.addProperty("idle_in_transaction_session_timeout", millis(IDLE_IN_TRANSACTION));
    return options;
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
