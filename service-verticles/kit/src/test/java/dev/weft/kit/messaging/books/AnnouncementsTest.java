package dev.weft.kit.messaging.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.kit.messaging.books.TypeBook.AtLeast;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a publisher tells is heard for as long as it tells. */
final class AnnouncementsTest {

  private static final SubscriptionName STOCK = new SubscriptionName("t.A", "stock");
  private static final AtLeast NONE = new AtLeast(0, false);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void aSubscriberHearsOfItsTypeAndForgetsWhoFallsSilent() {
    var told =
        List.of(
            new TypeBook("t.A", 7, new AtLeast(2, false), NONE, 0, Duration.ZERO, Map.of()),
            new TypeBook("t.B", 9, NONE, NONE, 0, Duration.ZERO, Map.of("stock", 5L)));
    var orders = new Announcements(vertx, "orders", Duration.ofMinutes(1));
    var stock = new Announcements(vertx, "stock", Duration.ofMillis(500));

    orders.tell(told);
    await().until(() -> stock.of(STOCK).equals(List.of(new Told("/orders", 7, 2, 0))));
    assertThat(stock.of(new SubscriptionName("t.B", "stock")))
        .containsExactly(new Told("/orders", 9, 0, 5));
    assertThat(stock.of(new SubscriptionName("t.C", "stock"))).isEmpty();
    await().until(() -> stock.of(STOCK).isEmpty());
  }
}
