package dev.weft.kit.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kit.messaging.Stage;
import dev.weft.kit.messaging.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a program in another language calls. */
final class EmitFunctionTest {

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase database = TestDatabase.fresh(vertx);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aTextIsKeptAsItIsWritten() {
    var id = emit("SELECT weft_emit('t.A', '17', '{\"b\": 1.50, \"a\":1}')");

    var row = row(id);
    assertThat(row.getString("type")).isEqualTo("t.A");
    assertThat(row.getString("key")).isEqualTo("17");
    assertThat(row.getInteger("version")).isEqualTo(1);
    assertThat(row.getString("content_type")).isEqualTo("application/json");
    assertThat(row.getBuffer("payload").toString()).isEqualTo("{\"b\": 1.50, \"a\":1}");
  }

  @Test
  void jsonbAndBytesAreTakenTooAndTheRestByName() {
    var json =
        emit(
            """
            SELECT weft_emit('t.A', '17', '{"a":1.50}'::jsonb, version => 3, traceparent => 'p',
                             tracestate => 's')\
            """);
    var bytes = emit("SELECT weft_emit('t.A', '17', '\\x01ff'::bytea, 'application/cbor', 2)");

    assertThat(row(json).getBuffer("payload").toString()).isEqualTo("{\"a\": 1.50}");
    assertThat(row(json).getInteger("version")).isEqualTo(3);
    assertThat(row(json).getString("traceparent")).isEqualTo("p");
    assertThat(row(json).getString("tracestate")).isEqualTo("s");
    assertThat(row(bytes).getBuffer("payload").getBytes()).containsExactly(1, -1);
    assertThat(row(bytes).getString("content_type")).isEqualTo("application/cbor");
    assertThat(row(bytes).getInteger("version")).isEqualTo(2);
  }

  @Test
  void aTextThatIsNoJsonIsRefused() {
    assertThatThrownBy(() -> emit("SELECT weft_emit('t.A', '17', '{nonsense')"))
        .isInstanceOf(PgException.class)
        .hasMessageContaining("invalid input syntax for type json");
    assertThat(database.count("SELECT count(*) FROM weft_outbox")).isZero();
  }

  @Test
  void aCallHoldsUpItsKeyUntilItCommits() {
    var caller = database.admin().getConnection().await();
    caller.query("BEGIN").execute().await();
    caller.query("SELECT weft_emit('t.A', '17', '1')").execute().await();

    var free = database.admin().query("SELECT weft_emit('t.A', '18', '3')").execute();
    free.await();
    var same = database.admin().query("SELECT weft_emit('t.A', '17', '2')").execute();
    Stage.eventually(() -> database.count("SELECT count(*) FROM pg_locks WHERE NOT granted") == 1);
    caller.query("COMMIT").execute().await();
    same.await();
    caller.close();

    assertThat(payloads()).containsExactly("1", "2");
  }

  @Test
  void aCallGetsItsPlaceOnlyWhenTheKeyIsFree() {
    var holder = database.admin().getConnection().await();
    holder.query("BEGIN; SELECT weft_lock(ARRAY['17'])").execute().await();
    var waiting = database.admin().query("SELECT weft_emit('t.A', '17', '2')").execute();
    Stage.eventually(() -> database.count("SELECT count(*) FROM pg_locks WHERE NOT granted") == 1);
    holder.query("SELECT weft_emit('t.A', '17', '1'); COMMIT").execute().await();
    waiting.await();
    holder.close();

    assertThat(payloads()).containsExactly("1", "2");
  }

  @Test
  void theRightsToInsertAndToDrawPlacesAreEnough() {
    database.execute("REVOKE ALL ON weft_outbox, weft_outbox_place FROM CURRENT_USER");
    database.execute("GRANT INSERT ON weft_outbox TO CURRENT_USER");
    database.execute("GRANT USAGE ON SEQUENCE weft_outbox_place TO CURRENT_USER");

    database.execute("SELECT weft_lock(ARRAY['17', '18'])");
    emit("SELECT weft_emit('t.A', '17', '1')");
    emit("SELECT weft_emit('t.A', '17', '2'::jsonb)");
    database.execute("INSERT INTO weft_outbox (type, key, payload) VALUES ('t.A', '18', '3')");

    database.execute("GRANT SELECT ON weft_outbox TO CURRENT_USER");
    assertThat(database.count("SELECT count(*) FROM weft_outbox")).isEqualTo(3);
  }

  private List<String> payloads() {
    return database
        .rows("SELECT convert_from(payload, 'UTF8') FROM weft_outbox WHERE key = '17' ORDER BY id")
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private UUID emit(String sql) {
    return database.rows(sql).getFirst().getUUID(0);
  }

  private Row row(UUID id) {
    return database.rows("SELECT * FROM weft_outbox WHERE message_id = $1", id).getFirst();
  }
}
