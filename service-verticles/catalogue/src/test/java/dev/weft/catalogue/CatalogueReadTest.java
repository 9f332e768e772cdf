package dev.weft.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.foodmart.FoodMart;
import dev.weft.foodmart.ProductClassRow;
import dev.weft.foodmart.ProductRow;
import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest(CatalogueService.class)
class CatalogueReadTest {

  private final RunningService catalogue;

  CatalogueReadTest(RunningService catalogue) {
    this.catalogue = catalogue;
  }

  @Test
  void aProductIsToldWhollyWithEveryDigit() {
    assertThat(catalogue.get("/products/1").body())
        .isEqualTo(
            """
            {"id":1,"name":"Washington Berry Juice","brand":"Washington","sku":90748583674,\
            "price":2.8500,"classId":30,"subcategory":"Juice",\
            "category":"Pure Juice Beverages","department":"Beverages","family":"Drink",\
            "grossWeight":8.39,"netWeight":6.39,"recyclablePackage":false,"lowFat":false,\
            "unitsPerCase":30,"casesPerPallet":14,"shelfWidth":16.9,"shelfHeight":12.6,\
            "shelfDepth":7.4}\
            """);
  }

  @Test
  void everyProductOfTheDataSetIsToldAsItStandsInTheFiles() {
    var told = new HashMap<Long, JsonNode>();
    for (var page = catalogue.get("/products?limit=100").json(); ; ) {
      page.path("items").forEach(product -> told.put(product.path("id").asLong(), product));
      if (page.path("next").isNull()) {
        break;
      }
      page = catalogue.get("/products?limit=100&after=" + page.path("next")).json();
    }
    var classes =
        FoodMart.productClasses()
            .collect(Collectors.toMap(ProductClassRow::id, Function.identity()));
    FoodMart.products()
        .skip(CatalogueWriteTest.REPRICED)
        .forEach(
            row -> {
              var product = Objects.requireNonNull(told.get((long) row.id()));
              assertThat(digits(product)).isEqualTo(digits(row));
              assertThat(product.path("name").asText()).isEqualTo(row.name());
              assertThat(product.path("category").asText())
                  .isEqualTo(Objects.requireNonNull(classes.get(row.classId())).category());
            });
  }

  @Test
  void productsComeInTheOrderOfTheIdsAskedFor() {
    var ids = ids("/products?ids=1560,3,99999,7,3");
    assertThat(ids).containsExactly(1560L, 3L, 7L);
  }

  @Test
  void twoHundredIdsAreTheMost() {
    assertThat(ids("/products?ids=" + upTo(200))).hasSize(200);
    assertThat(catalogue.get("/products?ids=" + upTo(201)).status()).isEqualTo(400);
    assertThat(catalogue.get("/products?ids=").json()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ids=1,,2", "ids=1,a", "ids=1.5", "limit=0", "limit=101", "after=a"})
  void aBadQueryIsToldAsSuch(String query) {
    assertThat(catalogue.get("/products?" + query).status()).isEqualTo(400);
  }

  @Test
  void aCategoryIsMatchedWhollyAndANameInPart() {
    var classes =
        FoodMart.productClasses()
            .filter(one -> one.category().equals("Seafood"))
            .map(ProductClassRow::id)
            .collect(Collectors.toSet());
    var expected =
        FoodMart.products()
            .filter(row -> classes.contains(row.classId()))
            .map(row -> (long) row.id())
            .toList();
    var seafood = items("/products?category=sEAfood&limit=100");
    assertThat(seafood).isNotEmpty().isEqualTo(expected);
    assertThat(items("/products?category=Seafoo")).isEmpty();
    assertThat(items("/products?name=bERRY%20jUICE&limit=100")).contains(1L);
    assertThat(items("/products?category=Seafood&name=_")).isEmpty();
    assertThat(items("/products?category=Seafood&name=Berry%20Juice")).isEmpty();
  }

  @Test
  void signsWithAMeaningInSqlStandForThemselves() {
    var expected =
        FoodMart.products()
            .filter(row -> row.name().contains("%"))
            .map(row -> (long) row.id())
            .toList();
    assertThat(items("/products?name=%25&limit=100")).isNotEmpty().isEqualTo(expected);
    assertThat(items("/products?name=_")).isEmpty();
    assertThat(items("/products?name=%5C")).isEmpty();
  }

  @Test
  void allStoresAreToldTheHeadOfficeAmongThem() {
    assertThat(catalogue.get("/stores").json()).hasSize(25);
    assertThat(catalogue.get("/stores/1").body())
        .isEqualTo(
            """
            {"id":1,"type":"Supermarket","name":"Store 1","address":"2853 Bailey Rd",\
            "city":"Acapulco","state":"Guerrero","postalCode":"55555","country":"Mexico",\
            "manager":"Jones","phone":"262-555-5124","opened":"1982-01-09",\
            "remodelled":"1990-12-05","squareFeet":23593,"coffeeBar":false,"videoStore":false,\
            "saladBar":false,"preparedFood":false,"florist":false}\
            """);
    assertThat(catalogue.get("/stores/0").json().path("manager").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/products/0", "/products/x", "/stores/25", "/stores/-1", "/shelves"})
  void whatIsNotThereIsNotFound(String path) {
    assertThat(catalogue.get(path).status()).isEqualTo(404);
  }

  private List<Long> ids(String path) {
    return ids(catalogue.get(path).json());
  }

  private List<Long> items(String path) {
    return ids(catalogue.get(path).json().path("items"));
  }

  private static List<Long> ids(JsonNode products) {
    var ids = new ArrayList<Long>();
    products.forEach(product -> ids.add(product.path("id").asLong()));
    return ids;
  }

  private static List<String> digits(JsonNode product) {
    return List.of(
        product.path("price").decimalValue().toPlainString(),
        product.path("grossWeight").decimalValue().toPlainString(),
        product.path("netWeight").decimalValue().toPlainString(),
        product.path("shelfWidth").decimalValue().toPlainString(),
        product.path("shelfHeight").decimalValue().toPlainString(),
        product.path("shelfDepth").decimalValue().toPlainString());
  }

  private static List<String> digits(ProductRow row) {
    return List.of(
        row.price().toPlainString(),
        row.grossWeight().toPlainString(),
        row.netWeight().toPlainString(),
        row.shelfWidth().toPlainString(),
        row.shelfHeight().toPlainString(),
        row.shelfDepth().toPlainString());
  }

  private static String upTo(int last) {
    return IntStream.rangeClosed(1, last)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(","));
  }
}
