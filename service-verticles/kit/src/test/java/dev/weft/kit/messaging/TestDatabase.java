package dev.weft.kit.messaging;

import static java.util.stream.Collectors.joining;

import dev.weft.kit.DatabaseConfig;
import dev.weft.stack.embedded.FreshDatabase;
import dev.weft.stack.embedded.SharedDatabase;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A fresh database with the kit's tables and one of the tests. */
public final class TestDatabase {

  private static final List<String> SCRIPTS =
      List.of(
          "V1__messaging",
          "V3__outbox_by_type",
          "V4__shared_outbox",
          "V5__schedule_and_replay",
          "V6__held",
          "V7__dead_letter_acts",
          "V9__sagas",
          "V10__books");

  private final FreshDatabase database;
  private final Pool admin;

  private TestDatabase(Vertx vertx, FreshDatabase database) {
    this.database = database;
    this.admin = pool(vertx, database.port(), 4);
  }

  public static TestDatabase fresh(Vertx vertx) {
    var fresh = of(vertx, SharedDatabase.fresh("messaging"));
    fresh.makeTables();
    return fresh;
  }

  /** One that has its tables already. */
  public static TestDatabase of(Vertx vertx, FreshDatabase database) {
    return new TestDatabase(vertx, database);
  }

  /** One as it was before a script; it has no tables of the tests. */
  public static TestDatabase before(Vertx vertx, String script) {
    var fresh = of(vertx, SharedDatabase.fresh("messaging"));
    SCRIPTS.stream().takeWhile(earlier -> !earlier.equals(script)).forEach(fresh::apply);
    return fresh;
  }

  /** Runs a script of the kit's migrations. */
  public void apply(String script) {
    admin.query(script(script)).execute().await();
  }

  private void makeTables() {
    admin.query(SCRIPTS.stream().map(TestDatabase::script).collect(joining())).execute().await();
    admin
        .query(
            """
            CREATE TABLE effect (
              n bigint GENERATED ALWAYS AS IDENTITY, reader text, key text, number int)\
            """)
        .execute()
        .await();
  }

  private static String script(String name) {
    try (var script = TestDatabase.class.getResourceAsStream("/db/weft-kit/" + name + ".sql")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return database.port();
  }

  /** How to enter it. */
  public FreshDatabase database() {
    return database;
  }

  /** How a service enters it by way of a port, which may be a proxy's. */
  public DatabaseConfig config(int port) {
    return new DatabaseConfig(
        database.host(),
        port,
        database.name(),
        database.user(),
        database.password(),
        8,
        Duration.ofSeconds(10),
        Duration.ofSeconds(10));
  }

  /** A pool by way of a port, which may be a proxy's. */
  public Pool pool(Vertx vertx, int port, int size) {
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(size).setConnectionTimeout(20))
        .connectingTo(
            new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setDatabase(database.name())
                .setUser(database.user())
                .setPassword(database.password())
                .setCachePreparedStatements(true))
        .using(vertx)
        .build();
  }

  public Pool admin() {
    return admin;
  }

  public List<Row> rows(String sql, @Nullable Object... arguments) {
    var rows = new ArrayList<Row>();
    admin.preparedQuery(sql).execute(Tuple.from(arguments)).await().forEach(rows::add);
    return rows;
  }

  public long count(String sql, @Nullable Object... arguments) {
    return rows(sql, arguments).getFirst().getLong(0);
  }

  public void execute(String sql, @Nullable Object... arguments) {
    admin.preparedQuery(sql).execute(Tuple.from(arguments)).await();
  }

  /** Messages that wait for another attempt, or behind one that does. */
  public long held() {
    return count("SELECT count(*) FROM weft_held");
  }

  public long dead() {
    return count("SELECT count(*) FROM weft_dead_letter");
  }

  /** Waits until no key is held. */
  public void awaitNothingHeld() {
    Stage.eventually(() -> held() == 0 && count("SELECT count(*) FROM weft_held_key") == 0);
  }

  /** Numbers that a reader has handled for a key, in the order of their transactions' writes. */
  public List<Integer> effects(String reader, String key) {
    return rows("SELECT number FROM effect WHERE reader = $1 AND key = $2 ORDER BY n", reader, key)
        .stream()
        .map(row -> row.getInteger(0))
        .toList();
  }
}
