package dev.weft.kit.messaging.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.messaging.broker.SubscriptionName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AddressesTest {

  private static final String TYPE = "foodmart.orders.OrderPlaced";
  private static final SubscriptionName STOCK = new SubscriptionName(TYPE, "stock");

  @Test
  void version3IsAddressedByExchangeAndByQueue() {
    var rabbit = new RabbitMq(RabbitMq.Addresses.V1, new DefinedQueues());

    assertThat(rabbit.target(TYPE)).isEqualTo("/exchange/foodmart.orders.OrderPlaced/weft.all");
    assertThat(rabbit.target(rabbit.address(STOCK)))
        .isEqualTo("/exchange/foodmart.orders.OrderPlaced/stock");
    assertThat(rabbit.source(STOCK)).isEqualTo("/amq/queue/foodmart.orders.OrderPlaced.stock");
    assertThat(rabbit.renewsIdleAfter()).contains(Duration.ofSeconds(5));
  }

  @Test
  void version4HasAddressesOfItsOwnAndEncodesNames() {
    var rabbit = new RabbitMq(RabbitMq.Addresses.V2, new DefinedQueues());

    assertThat(rabbit.target(TYPE)).isEqualTo("/exchanges/foodmart.orders.OrderPlaced/weft.all");
    assertThat(rabbit.source(STOCK)).isEqualTo("/queues/foodmart.orders.OrderPlaced.stock");
    assertThat(rabbit.source(new SubscriptionName("a b", "c/d"))).isEqualTo("/queues/a%20b.c%2Fd");
    assertThat(rabbit.renewsIdleAfter()).isEmpty();
  }
}
