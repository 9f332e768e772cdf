package dev.weft.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.foodmart.FoodMart;
import dev.weft.testkit.Crowd;
import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest(CatalogueService.class)
class CatalogueWriteTest {

  /** Products 1 to this may have another price than in the data set: these tests change them. */
  static final int REPRICED = 3;

  private static final String PRODUCT =
      """
      {"name": "Weft Lemon Soda", "brand": "Weft", "sku": 12345678901, "price": 1.25,
       "classId": 1, "grossWeight": 1.50, "netWeight": 1.2, "recyclablePackage": true,
       "lowFat": true, "unitsPerCase": 12, "casesPerPallet": 10, "shelfWidth": 5,
       "shelfHeight": 20.5, "shelfDepth": 5.0}
      """;

  private final RunningService catalogue;

  CatalogueWriteTest(RunningService catalogue) {
    this.catalogue = catalogue;
  }

  @Test
  void theFirstLoadTellsOfEveryProductWithItsPrice() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> catalogue.heard(ProductListed.class).size() >= FoodMart.PRODUCTS);
    assertThat(catalogue.heard(ProductListed.class))
        .contains(new ProductListed(1560, "CDR Grape Jelly", new BigDecimal("1.6000"), 1))
        .doesNotHaveDuplicates();
  }

  @Test
  void aNewProductIsStoredAndToldOf() {
    var reply = catalogue.post("/products", PRODUCT);
    assertThat(reply.status()).isEqualTo(201);
    long id = reply.json().path("id").asLong();
    assertThat(reply.location()).hasValue("/products/" + id);
    assertThat(reply.body())
        .contains("\"price\":1.2500", "\"grossWeight\":1.50,", "\"subcategory\":\"Nuts\"");
    assertThat(catalogue.get("/products/" + id).body()).isEqualTo(reply.body());
    var listed = new ProductListed(id, "Weft Lemon Soda", new BigDecimal("1.2500"), 1);
    await().untilAsserted(() -> assertThat(catalogue.heard(ProductListed.class)).contains(listed));
  }

  @Test
  void aNewPriceIsStoredAndToldOfWithItsVersion() {
    var reply = catalogue.put("/products/2/price", "{\"price\": 3.5}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).contains("\"price\":3.5000");
    var changed = new PriceChanged(2, new BigDecimal("3.5000"), 2);
    await().untilAsserted(() -> assertThat(catalogue.heard(PriceChanged.class)).contains(changed));
  }

  @Test
  void manyPricesAtOnceHaveEachAVersionOfTheirOwnInTheOrderOfTheMessages() {
    Crowd.of(
        30,
        i -> {
          var reply = catalogue.put("/products/3/price", "{\"price\": " + (i + 1) + "}");
          assertThat(reply.status()).isEqualTo(200);
        });
    await()
        .untilAsserted(
            () ->
                assertThat(catalogue.heard(PriceChanged.class))
                    .filteredOn(change -> change.productId() == 3)
                    .extracting(PriceChanged::priceVersion)
                    .isEqualTo(LongStream.rangeClosed(2, 31).boxed().toList()));
    var last = catalogue.heard(PriceChanged.class).stream().filter(c -> c.priceVersion() == 31);
    assertThat(catalogue.get("/products/3").json().path("price").decimalValue())
        .isEqualTo(last.findFirst().orElseThrow().price());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.00001", "1000001", "1e400", "1e-400"})
  void aPriceThatMakesNoSenseIsRefused(String price) {
    var reply = catalogue.put("/products/4/price", "{\"price\": " + price + "}");
    assertThat(reply.status()).isBetween(400, 422);
    assertThat(catalogue.get("/products/4").body()).contains("\"price\":3.6400");
  }

  @Test
  void aPriceForNoProductIsNotFound() {
    assertThat(catalogue.put("/products/99999/price", "{\"price\": 1}").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"classId\": 1     | \"classId\": 111    | 422 | unknown-class | /classId",
        "\"classId\": 1     | \"classId\": -1     | 422 | unknown-class | /classId",
        "\"price\": 1.25    | \"price\": 0        | 422 | bad-price     | /price",
        "\"netWeight\": 1.2 | \"netWeight\": 0    | 422 | bad-measure   | /netWeight",
        "\"unitsPerCase\": 12 | \"unitsPerCase\": 0 | 422 | bad-count   | /unitsPerCase",
        "\"Weft\"           | \" \"               | 422 | bad-text      | /brand",
      })
  void whatMakesNoSenseIsRefused(String good, String bad, int status, String code, String pointer) {
    var reply = catalogue.post("/products", PRODUCT.replace(good, bad));
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.pointer()).isEqualTo(pointer);
  }
}
