package dev.weft.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.foodmart.Basket;
import dev.weft.foodmart.FoodMart;
import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest(OrdersService.class)
class HistoricOrdersTest {

  private static final List<Basket> BASKETS = FoodMart.baskets();
  private static final Comparator<Basket> NEWEST_FIRST =
      Comparator.comparing(Basket::date).thenComparingInt(Basket::number).reversed();

  private final RunningService orders;

  HistoricOrdersTest(RunningService orders) {
    this.orders = orders;
  }

  @Test
  void everyBasketIsAnOrderWithAllItsLines() {
    assertThat(orders.number("select count(*) from orders where status = 'COMPLETED'"))
        .isEqualTo(FoodMart.BASKETS);
    assertThat(
            orders.number(
                """
                select count(*) from order_line where order_id <= %d
                """
                    .formatted(FoodMart.BASKETS)))
        .isEqualTo(164_558);
    assertThat(
            orders.number(
                """
                select count(*) from orders o where total <>
                  (select sum(amount) from order_line where order_id = o.id)
                """))
        .isZero();
  }

  @Test
  void ordersSpreadOverTheDataAreToldAsTheBasketsStandInTheFile() {
    for (int i = 0; i < BASKETS.size(); i += 97) {
      var basket = BASKETS.get(i);
      assertThat(orders.get("/orders/" + basket.number()).body()).isEqualTo(json(basket));
    }
  }

  @Test
  void aCustomersOrdersComeNewestFirstWithTheirLines() {
    var customers = BASKETS.stream().map(Basket::customerId).distinct().skip(50).limit(40).toList();
    for (var customer : customers) {
      var expected =
          BASKETS.stream()
              .filter(basket -> basket.customerId() == customer)
              .sorted(NEWEST_FIRST)
              .limit(5)
              .map(HistoricOrdersTest::json)
              .collect(Collectors.joining(",", "[", "]"));
      assertThat(orders.get("/orders?customer=" + customer + "&limit=5").body())
          .isEqualTo(expected);
    }
  }

  @Test
  void whoBoughtNothingHasNoOrders() {
    var reply = orders.get("/orders?customer=99999");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("[]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "999999", "x", "-5"})
  void anOrderThatIsNotThereIsNotFound(String id) {
    assertThat(orders.get("/orders/" + id).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?customer=x", "?customer=1&limit=0", "?customer=1&limit=101"})
  void aBadQueryIsToldAsSuch(String query) {
    assertThat(orders.get("/orders" + query).status()).isEqualTo(400);
  }

  private static String json(Basket basket) {
    var lines =
        basket.lines().stream()
            .map(
                line ->
                    "{\"productId\":%d,\"quantity\":%s,\"amount\":%s}"
                        .formatted(
                            line.productId(),
                            line.quantity().toPlainString(),
                            line.amount().toPlainString()))
            .collect(Collectors.joining(","));
    return """
    {"id":%d,"customerId":%d,"storeId":%d,"date":"%s","status":"COMPLETED","total":%s,\
    "lines":[%s]}\
    """
        .formatted(
            basket.number(),
            basket.customerId(),
            basket.storeId(),
            basket.date(),
            basket.total().toPlainString(),
            lines);
  }
}
