package dev.weft.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.foodmart.FoodMart;
import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest(StockService.class)
class LevelsTest {

  private record Place(int product, int store) {}

  private final RunningService stock;

  LevelsTest(RunningService stock) {
    this.stock = stock;
  }

  @Test
  void everyStoreOpensWithAThousandUnitsAndWhatWasShippedToIt() {
    var shipped = new HashMap<Place, Integer>();
    FoodMart.deliveries()
        .forEach(
            one ->
                shipped.merge(
                    new Place(one.productId(), one.storeId()), one.unitsShipped(), Integer::sum));
    for (int product = 100; product <= FoodMart.PRODUCTS; product += 61) {
      int id = product;
      var expected =
          IntStream.rangeClosed(1, FoodMart.STORES)
              .mapToObj(store -> json(store, 1_000 + shipped.getOrDefault(new Place(id, store), 0)))
              .collect(Collectors.joining(",", "[", "]"));
      assertThat(stock.get("/stock?product=" + product).body()).isEqualTo(expected);
    }
  }

  @Test
  void noUnitIsLostOrInvented() {
    assertThat(stock.number("select sum(on_hand) from stock_level"))
        .isEqualTo(1_000L * FoodMart.PRODUCTS * FoodMart.STORES + 573_342);
  }

  @Test
  void aProductThatNobodyKnowsIsNowhere() {
    assertThat(stock.get("/stock?product=99999").body()).isEqualTo("[]");
  }

  @Test
  void anOrderThatNobodyKnowsHasNoReservation() {
    assertThat(stock.get("/reservations?order=1").status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/stock", "/stock?product=x", "/reservations", "/reservations?order=1.5"})
  void whatIsWantedMustBeTold(String path) {
    assertThat(stock.get(path).status()).isEqualTo(400);
  }

  private static String json(int store, int onHand) {
    var fields =
        List.of(
            "\"storeId\":" + store,
            "\"onHand\":" + onHand,
            "\"reserved\":0",
            "\"available\":" + onHand);
    return fields.stream().collect(Collectors.joining(",", "{", "}"));
  }
}
