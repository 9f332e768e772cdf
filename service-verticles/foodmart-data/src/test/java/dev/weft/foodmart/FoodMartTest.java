package dev.weft.foodmart;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FoodMartTest {

  @Test
  void everyRowOfEveryFileIsRead() {
    assertThat(count(FoodMart.customers())).isEqualTo(10_281);
    assertThat(count(FoodMart.products())).isEqualTo(1_560);
    assertThat(count(FoodMart.productClasses())).isEqualTo(110);
    assertThat(count(FoodMart.stores())).isEqualTo(25);
    assertThat(count(FoodMart.sales())).isEqualTo(164_558);
    assertThat(count(FoodMart.deliveries())).isEqualTo(4_070 + 7_282);
    assertThat(FoodMart.dates()).hasSize(730);
  }

  @Test
  void customerOneIsReadWholly() {
    try (var customers = FoodMart.customers()) {
      assertThat(customers.findFirst())
          .hasValue(
              new CustomerRow(
                  1,
                  87462024688L,
                  "Sheri Nowmer",
                  "Sheri",
                  "A.",
                  "Nowmer",
                  "2433 Bailey Road",
                  null,
                  "Tlaxiaco",
                  "Oaxaca",
                  "15057",
                  "Mexico",
                  "271-555-9715",
                  "119-555-1969",
                  LocalDate.of(1961, 8, 26),
                  "M",
                  "$30K - $50K",
                  "F",
                  4,
                  2,
                  "Partial High School",
                  LocalDate.of(1991, 9, 10),
                  "Bronze",
                  "Skilled Manual",
                  "Y",
                  4));
    }
  }

  @Test
  void decimalsKeepTheDigitsOfTheFile() {
    try (var products = FoodMart.products()) {
      var first = products.findFirst().orElseThrow();
      assertThat(first.price().toPlainString()).isEqualTo("2.8500");
      assertThat(first.grossWeight().toPlainString()).isEqualTo("8.39");
      assertThat(first.shelfWidth().toPlainString()).isEqualTo("16.9");
    }
    assertThat(FoodMart.sales().map(SaleRow::amount)).allMatch(amount -> amount.scale() == 4);
    assertThat(FoodMart.sales().map(SaleRow::quantity)).allMatch(amount -> amount.scale() == 4);
  }

  @Test
  void whatIsMissingInTheFileIsNull() {
    var customers = FoodMart.customers().toList();
    assertThat(customers).filteredOn(c -> c.middleInitial() == null).hasSize(4_333);
    assertThat(customers).filteredOn(c -> c.address2() == null).hasSize(9_795);
    var headOffice = FoodMart.stores().toList().getFirst();
    assertThat(headOffice.manager()).isNull();
    assertThat(headOffice.opened()).isNull();
    assertThat(headOffice.squareFeet()).isNull();
  }

  @Test
  void idsRunWithoutGapsFromOne() {
    assertThat(FoodMart.customers().map(CustomerRow::id).toList()).isEqualTo(upTo(10_281));
    assertThat(FoodMart.products().map(ProductRow::id).toList()).isEqualTo(upTo(1_560));
    assertThat(FoodMart.productClasses().map(ProductClassRow::id).toList()).isEqualTo(upTo(110));
  }

  @Test
  void everyReferenceResolves() {
    var classes = FoodMart.productClasses().map(ProductClassRow::id).collect(Collectors.toSet());
    var products = FoodMart.products().map(ProductRow::id).collect(Collectors.toSet());
    var customers = FoodMart.customers().map(CustomerRow::id).collect(Collectors.toSet());
    var stores = new HashSet<>(upTo(24));
    assertThat(FoodMart.products()).allMatch(p -> classes.contains(p.classId()));
    assertThat(FoodMart.sales())
        .allMatch(
            s ->
                products.contains(s.productId())
                    && customers.contains(s.customerId())
                    && stores.contains(s.storeId()));
    assertThat(FoodMart.deliveries())
        .allMatch(d -> products.contains(d.productId()) && stores.contains(d.storeId()));
  }

  @Test
  void shippedUnitsAddUp() {
    assertThat(FoodMart.deliveries().mapToInt(InventoryRow::unitsShipped).sum()).isEqualTo(573_342);
  }

  @Test
  void theSalesOfAYearGroupIntoBasketsWithoutLosingALine() {
    var baskets = FoodMart.baskets();
    assertThat(baskets).hasSize(FoodMart.BASKETS);
    assertThat(baskets.stream().map(Basket::number).toList()).isEqualTo(upTo(FoodMart.BASKETS));
    assertThat(baskets.stream().mapToInt(b -> b.lines().size()).sum()).isEqualTo(164_558);
    assertThat(baskets.stream().map(Basket::total).reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualTo(FoodMart.sales().map(SaleRow::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  @Test
  void theFirstBasketIsTheFileFromItsTop() {
    var first = FoodMart.baskets().getFirst();
    assertThat(first.customerId()).isEqualTo(2094);
    assertThat(first.storeId()).isEqualTo(1);
    assertThat(first.date()).isEqualTo(LocalDate.of(1998, 1, 17));
    assertThat(first.lines().get(0).productId()).isEqualTo(173);
    assertThat(first.lines().get(1).productId()).isEqualTo(1119);
  }

  @Test
  void aProductTwiceInABasketStaysTwoLines() {
    var repeated =
        FoodMart.baskets().stream()
            .filter(
                b ->
                    b.lines().stream().map(SaleRow::productId).distinct().count()
                        < b.lines().size())
            .count();
    assertThat(repeated).isEqualTo(28);
  }

  @Test
  void aYearOfSalesIsGroupedInSeconds() {
    var start = System.nanoTime();
    FoodMart.baskets();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  private static long count(Stream<?> rows) {
    return rows.peek(row -> assertThat(row).isNotNull()).count();
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }
}
