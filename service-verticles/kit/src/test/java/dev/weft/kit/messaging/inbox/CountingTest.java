package dev.weft.kit.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.messaging.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every message is counted once. */
final class CountingTest {

  private static final String SUBSCRIPTION = "t.A::stock";
  private static final String BOOKS = "V10__books";

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aParkedCopyOfAHandledMessageIsNotCountedAgain() {
    var database = TestDatabase.fresh(vertx);
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

    assertThat(counts(database)).containsExactly(new SubscriptionCounts(SUBSCRIPTION, 1, 2, 0, 0));
  }

  @Test
  void whatCameInBeforeTheInboxWasNumberedStaysCounted() {
    var database = TestDatabase.before(vertx, BOOKS);
    database.execute(
        "INSERT INTO weft_inbox SELECT $1, '/orders', generate_series(1, 7)::text", SUBSCRIPTION);
    database.execute(
        "INSERT INTO weft_subscription_count (subscription, purged) VALUES ($1, 100)",
        SUBSCRIPTION);
    database.apply(BOOKS);
    database.execute("INSERT INTO weft_inbox VALUES ($1, '/orders', 'new')", SUBSCRIPTION);

    assertThat(counts(database))
        .containsExactly(new SubscriptionCounts(SUBSCRIPTION, 108, 0, 0, 0));
    database.execute("UPDATE weft_inbox SET handled_at = now() - interval '99 days'");
    new InboxPurge(vertx, database.admin(), Duration.ofDays(30)).run().await();
    assertThat(counts(database))
        .containsExactly(new SubscriptionCounts(SUBSCRIPTION, 108, 0, 0, 0));
  }

  private static List<SubscriptionCounts> counts(TestDatabase database) {
    return new Counting(database.admin(), List.of(SUBSCRIPTION)).now().await();
  }
}
