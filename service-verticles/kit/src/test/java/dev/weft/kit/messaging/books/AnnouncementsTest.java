package dev.weft.kit.messaging.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.kit.messaging.books.TypeBook.AtLeast;
import dev.weft.kit.messaging.broker.SubscriptionName;
import dev.weft.node.ManagementConfig;
import dev.weft.node.Node;
import dev.weft.node.NodeConfig;
import dev.weft.node.NodeInfo;
import dev.weft.node.cluster.ClusterConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a publisher tells is heard in other processes of the cluster, for as long as it tells. */
final class AnnouncementsTest {

  private static final SubscriptionName STOCK = new SubscriptionName("t.A", "stock");
  private static final AtLeast NONE = new AtLeast(0, false);

  private final Node publisher = member(List.of());
  private final Node subscriber = member(List.of(publisher.clusterAddress().orElseThrow()));

  @AfterEach
  void stop() {
    subscriber.stop().await();
    publisher.stop().await();
  }

  @Test
  void aSubscriberHearsOfItsTypeAndForgetsWhoFallsSilent() {
    var told =
        List.of(
            new TypeBook("t.A", 7, new AtLeast(2, false), NONE, 0, Duration.ZERO, Map.of()),
            new TypeBook("t.B", 9, NONE, NONE, 0, Duration.ZERO, Map.of("stock", 5L)));
    var orders = new Announcements(publisher.vertx(), "orders", Duration.ofMinutes(1));
    var stock = new Announcements(subscriber.vertx(), "stock", Duration.ofSeconds(2));

    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              orders.tell(told);
              return stock.of(STOCK).equals(List.of(new Told("/orders", 7, 2, 0)));
            });
    assertThat(stock.of(new SubscriptionName("t.B", "stock")))
        .containsExactly(new Told("/orders", 9, 0, 5));
    assertThat(stock.of(new SubscriptionName("t.C", "stock"))).isEmpty();
    await().until(() -> stock.of(STOCK).isEmpty());
  }

  private static Node member(List<String> join) {
    return Node.start(
        new NodeConfig(
            null,
            "default",
            new ManagementConfig("127.0.0.1", 0),
            new ClusterConfig("127.0.0.1", 0, 0, join, "weft-books-test"),
            Duration.ofSeconds(20)),
        new NodeInfo("books", "test"));
  }
}
