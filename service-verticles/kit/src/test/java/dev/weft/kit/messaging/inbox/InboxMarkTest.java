package dev.weft.kit.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.messaging.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted for good is all that there will ever be below the mark. */
final class InboxMarkTest {

  private static final String ENTER = "INSERT INTO weft_inbox VALUES ('t.A::stock', $1, $2)";

  private final Vertx vertx = Vertx.vertx();
  private final TestDatabase database = TestDatabase.fresh(vertx);
  private final InboxMark mark = new InboxMark(database.admin());

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void theMarkWaitsForTransactionsThatBeganBeforeAndCommitAfterOthers() {
    var slow = database.admin().getConnection().await();
    var transaction = slow.begin().await();
    slow.preparedQuery(ENTER).execute(Tuple.of("/orders", "slow")).await();
    database.execute(ENTER, "/orders", "quick");

    mark.advance().await();
    mark.advance().await();
    assertThat(markedTo()).isZero();
    assertThat(consumed()).isEqualTo(1);

    transaction.commit().await();
    slow.close().await();
    mark.advance().await();
    assertThat(markedTo()).isEqualTo(2);
    assertThat(database.count("SELECT sum(entered)::bigint FROM weft_book")).isEqualTo(2);
    assertThat(consumed()).isEqualTo(2);
  }

  @Test
  void theMarkGoesOnThoughThereIsAlwaysSomebodyWhoWrites() {
    database.execute(ENTER, "/orders", "first");
    for (int i = 0; i < 3; i++) {
      var one = database.admin().getConnection().await();
      var transaction = one.begin().await();
      one.preparedQuery(ENTER).execute(Tuple.of("/orders", "m" + i)).await();
      mark.advance().await();
      transaction.commit().await();
      one.close().await();
    }

    assertThat(markedTo()).isPositive();
    assertThat(consumed()).isEqualTo(4);
  }

  @Test
  void whatIsCountedIsNotReadAgainAndWhatIsPurgedStaysCounted() {
    database.execute(
        "INSERT INTO weft_book (subscription, source) VALUES ('t.A::stock', '/orders')");
    for (int i = 0; i < 5; i++) {
      database.execute(ENTER, i < 3 ? "/orders" : "/till", "m" + i);
    }
    mark.advance().await();
    database.execute("UPDATE weft_inbox SET handled_at = now() - interval '99 days'");
    assertThat(new InboxPurge(vertx, database.admin(), Duration.ofDays(30)).run().await())
        .isEqualTo(5);
    database.execute(ENTER, "/orders", "new");

    var book = books().getFirst();
    assertThat(book.counts()).isEqualTo(new SubscriptionCounts("t.A::stock", 6, 0, 0, 0));
    assertThat(book.sources()).containsExactly(new InboxBook.Source("/orders", 4, null, 0));
  }

  @Test
  void nothingIsPurgedBeforeItIsCounted() {
    var busy = database.admin().getConnection().await();
    var transaction = busy.begin().await();
    busy.preparedQuery(ENTER).execute(Tuple.of("/orders", "slow")).await();
    database.execute(ENTER, "/orders", "old");
    database.execute("UPDATE weft_inbox SET handled_at = now() - interval '99 days'");
    var purge = new InboxPurge(vertx, database.admin(), Duration.ofDays(30));

    assertThat(purge.run().await()).isZero();
    transaction.commit().await();
    busy.close().await();
    assertThat(purge.run().await()).isEqualTo(1);
    assertThat(consumed()).isEqualTo(2);
  }

  private long markedTo() {
    return database.count("SELECT counted_to FROM weft_inbox_mark");
  }

  private long consumed() {
    return books().getFirst().counts().consumed();
  }

  private List<InboxBook> books() {
    return new Counting(database.admin(), List.of("t.A::stock")).books().await();
  }
}
