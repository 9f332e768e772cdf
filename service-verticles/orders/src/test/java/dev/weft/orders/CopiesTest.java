package dev.weft.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

@ServiceTest(OrdersService.class)
class CopiesTest {

  private final RunningService orders;
  private final Shop shop;

  CopiesTest(RunningService orders) {
    this.orders = orders;
    this.shop = new Shop(orders);
  }

  @Test
  void aNewPriceCountsForTheNextOrder() {
    long product = shop.product("1.0000");
    orders.deliver(new PriceChanged(product, new BigDecimal("9.9900"), 2));
    shop.awaitVersion(product, 2);
    assertThat(shop.order(shop.customer(), Shop.line(product, 1)).body())
        .contains("\"total\":9.9900");
  }

  @Test
  void anOlderPriceThatComesLateOverwritesNoNewerOne() {
    long product = shop.product("1.0000");
    orders.deliver(new PriceChanged(product, new BigDecimal("3.0000"), 3));
    shop.awaitVersion(product, 3);
    orders.deliver(new PriceChanged(product, new BigDecimal("2.0000"), 2));
    orders.deliver(new PriceChanged(product, new BigDecimal("3.5000"), 4));
    shop.awaitVersion(product, 4);
    orders.deliver(new PriceChanged(product, new BigDecimal("4.0000"), 4));
    orders.deliver(new ProductListed(product, new BigDecimal("1.0000"), 1));
    orders.awaitQuiet();
    assertThat(shop.order(shop.customer(), Shop.line(product, 1)).body())
        .contains("\"total\":3.5000");
  }

  @Test
  void aPriceMayComeBeforeItsProduct() {
    long product = Shop.newId();
    orders.deliver(new PriceChanged(product, new BigDecimal("5.0000"), 2));
    shop.awaitVersion(product, 2);
    orders.deliver(new ProductListed(product, new BigDecimal("1.0000"), 1));
    orders.awaitQuiet();
    assertThat(shop.order(shop.customer(), Shop.line(product, 1)).body())
        .contains("\"total\":5.0000");
  }

  @Test
  void aCustomerMayBeToldOfTwice() {
    long customer = shop.customer();
    orders.deliver(new CustomerRegistered(customer));
    orders.awaitQuiet();
    assertThat(orders.number("select count(*) from known_customer where id = " + customer))
        .isEqualTo(1);
  }
}
