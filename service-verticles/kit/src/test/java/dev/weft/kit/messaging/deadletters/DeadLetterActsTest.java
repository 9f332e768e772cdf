package dev.weft.kit.messaging.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.messaging.TestDatabase;
import dev.weft.kit.messaging.deadletters.DeadLetterActs.Act;
import dev.weft.kit.messaging.deadletters.DeadLetterActs.Done;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The statements of acts, against a real database and without a broker. */
final class DeadLetterActsTest {

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase database = TestDatabase.fresh(vertx);
  private final DeadLetterActs acts =
      new DeadLetterActs(database.admin(), List.of("t.A::stock"), () -> {});

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void whatCouldNotBePublishedIsRedrivenWhileOthersEmit() {
    die("outbox", 1, 3);
    var emitter = database.admin().getConnection().await();
    emitter.query("BEGIN").execute().await();
    emitter.query("SELECT weft_emit('t.A', 'other', '1')").execute().await();

    var done =
        acts.act(Act.REDRIVE, DeadLetterFilter.ALL, "test").timeout(10, TimeUnit.SECONDS).await();

    assertThat(done).isEqualTo(new Done(3, 0));
    emitter.query("COMMIT").execute().await();
    emitter.close().await();
    assertThat(database.count("SELECT count(*) FROM weft_outbox")).isEqualTo(4);
  }

  @Test
  void severalBatchesOfEachKindAreTouchedOnceInTheirOrder() {
    die("outbox", 1, 450);
    die("t.A::stock", 451, 900);

    assertThat(acts.act(Act.REDRIVE, DeadLetterFilter.ALL, "test").await())
        .isEqualTo(new Done(900, 0));

    assertThat(database.dead()).isZero();
    assertThat(database.held()).isEqualTo(450);
    assertThat(database.rows("SELECT convert_from(payload, 'UTF8') FROM weft_outbox ORDER BY id"))
        .extracting(row -> Integer.valueOf(row.getString(0)))
        .hasSize(450)
        .isSorted();
    assertThat(database.count("SELECT count FROM weft_dead_letter_audit")).isEqualTo(900);
  }

  @Test
  void severalBatchesAreDiscarded() {
    die("t.A::stock", 1, 450);

    assertThat(acts.act(Act.DISCARD, DeadLetterFilter.ALL, "test").await())
        .isEqualTo(new Done(450, 0));

    assertThat(database.dead()).isZero();
    assertThat(database.count("SELECT discarded FROM weft_subscription_count")).isEqualTo(450);
  }

  private void die(String subscription, int first, int last) {
    database.execute(
        """
        INSERT INTO weft_dead_letter (subscription, source, message_id, type, version, key, payload,
               content_type, reason, attempts, trace_id)
        SELECT $1, '/orders', gen_random_uuid()::text, 't.A', 1, 'key' || n % 7,
               convert_to(n::text, 'UTF8'), 'application/json', 'broken', 5,
               '0af7651916cd43dd8448eb211c80319c'
          FROM generate_series($2::int, $3::int) AS n\
        """,
        subscription, first, last);
  }
}
