package dev.weft.kit.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.messaging.TestDatabase;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every message is counted once. */
final class CountingTest {

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase database = TestDatabase.fresh(vertx);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aParkedCopyOfAHandledMessageIsNotCountedAgain() {
    database.execute("INSERT INTO weft_inbox VALUES ('t.A::stock', '/orders', 'handled')");
    database.execute("INSERT INTO weft_inbox VALUES ('t.A::stock', '/orders', 'redriven')");
    database.execute("INSERT INTO weft_held_key VALUES ('t.A::stock', 'a', now())");
    database.execute(
        """
        INSERT INTO weft_held (subscription, key, source, message_id, named, redriven, type,
               payload, properties, traceparent, attempts)
        SELECT 't.A::stock', 'a', '/orders', id, true, id = 'redriven', 't.A', '', '{}', '', 0
          FROM unnest(ARRAY['handled', 'redriven', 'waits']) AS id\
        """);

    assertThat(new Counting(database.admin(), List.of("t.A::stock")).now().await())
        .containsExactly(new SubscriptionCounts("t.A::stock", 1, 2, 0, 0));
  }
}
