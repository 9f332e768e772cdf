package dev.weft.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest(OrdersService.class)
class PlacingTest {

  private final RunningService orders;
  private final Shop shop;

  PlacingTest(RunningService orders) {
    this.orders = orders;
    this.shop = new Shop(orders);
  }

  @Test
  void anOrderIsPricedFromTheCopyStoredAndToldOf() {
    long customer = shop.customer();
    long juice = shop.product("2.8500");
    long soda = shop.product("0.7400");
    var reply = shop.order(customer, Shop.line(juice, 2) + "," + Shop.line(soda, 3));
    assertThat(reply.status()).isEqualTo(201);
    long id = reply.json().path("id").asLong();
    assertThat(reply.location()).hasValue("/orders/" + id);
    assertThat(reply.body())
        .contains("\"status\":\"PENDING\",\"total\":7.9200,")
        .contains("{\"productId\":%d,\"quantity\":2,\"amount\":5.7000}".formatted(juice))
        .doesNotContain("reason");
    assertThat(orders.get("/orders/" + id).body()).isEqualTo(reply.body());
    assertThat(orders.get("/orders?customer=" + customer).body())
        .isEqualTo("[" + reply.body() + "]");
    var placed =
        new OrderPlaced(
            id,
            customer,
            3,
            new BigDecimal("7.9200"),
            List.of(
                new OrderPlaced.Line(juice, 2, new BigDecimal("5.7000")),
                new OrderPlaced.Line(soda, 3, new BigDecimal("2.2200"))));
    await().untilAsserted(() -> assertThat(orders.heard(OrderPlaced.class)).contains(placed));
  }

  @Test
  void whatTheCopiesDoNotHoldIsRefusedWithItsPlace() {
    long customer = shop.customer();
    long product = shop.product("1.0000");
    var nobody = shop.order(Shop.newId(), Shop.line(product, 1));
    assertThat(nobody.status()).isEqualTo(422);
    assertThat(nobody.code()).isEqualTo("unknown-customer");
    assertThat(nobody.pointer()).isEqualTo("/customerId");
    var nothing = shop.order(customer, Shop.line(product, 1) + "," + Shop.line(Shop.newId(), 1));
    assertThat(nothing.status()).isEqualTo(422);
    assertThat(nothing.code()).isEqualTo("unknown-product");
    assertThat(nothing.pointer()).isEqualTo("/lines/1/productId");
    assertThat(orders.get("/orders?customer=" + customer).body()).isEqualTo("[]");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 25, -1})
  void theHeadOfficeAndUnknownStoresSellNothing(long store) {
    var reply =
        orders.post(
            "/orders",
            "{\"customerId\": %d, \"storeId\": %d, \"lines\": [%s]}"
                .formatted(shop.customer(), store, Shop.line(shop.product("1.0000"), 1)));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("unknown-store");
    assertThat(reply.pointer()).isEqualTo("/storeId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "10001", "1.5", "1e9", "99999999999", "\"2\"", "null", "[]"})
  void aQuantityIsAWholeNumberOfUnits(String quantity) {
    long customer = shop.customer();
    var reply = shop.order(customer, Shop.line(shop.product("1.0000"), quantity));
    assertThat(reply.status()).isIn(400, 422);
    assertThat(reply.pointer()).isEqualTo("/lines/0/quantity");
    assertThat(orders.get("/orders?customer=" + customer).body()).isEqualTo("[]");
  }

  @Test
  void anOrderHasOneToAHundredLines() {
    long customer = shop.customer();
    var products = LongStream.range(0, 101).map(_ -> shop.product("1.0000")).boxed().toList();
    var lines = products.stream().map(id -> Shop.line(id, 1)).collect(Collectors.joining(","));
    assertThat(shop.order(customer, lines).code()).isEqualTo("bad-lines");
    assertThat(shop.order(customer, "").code()).isEqualTo("bad-lines");
    var hundred = lines.substring(0, lines.lastIndexOf(",{"));
    assertThat(shop.order(customer, hundred).body()).contains("\"total\":100.0000");
  }

  @Test
  void aProductStandsInOneLineOnly() {
    long product = shop.product("1.0000");
    var reply = shop.order(shop.customer(), Shop.line(product, 1) + "," + Shop.line(product, 2));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("duplicate-product");
    assertThat(reply.pointer()).isEqualTo("/lines/1/productId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"customerId\": 1, \"storeId\": 3}",
        "{\"customerId\": 1, \"storeId\": 3, \"lines\": null}",
        "{\"customerId\": 1, \"storeId\": 3, \"lines\": [null]}",
        "{\"customerId\": 1, \"storeId\": 3, \"lines\": {}}",
        "{\"customerId\": \"1\", \"storeId\": 3, \"lines\": []}",
        "{\"customerId\": 1, \"customerId\": 2, \"storeId\": 3, \"lines\": []}",
        "{\"customerId\": 1, \"storeId\": 3, \"lines\": [], \"status\": \"CONFIRMED\"}",
        "{\"customerId\": 1, \"storeId\": 3, \"lines\": [{\"productId\": 1}]}",
      })
  void whatIsNoOrderAtAllIsABadRequest(String body) {
    assertThat(orders.post("/orders", body).status()).isEqualTo(400);
  }
}
