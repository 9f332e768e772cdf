package dev.weft.foodmart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BasketsTest {

  private static final Map<Integer, LocalDate> DATES =
      Map.of(1, LocalDate.of(1998, 1, 1), 2, LocalDate.of(1998, 1, 2));

  @Test
  void rowsOfACustomerOnADayInAStoreAreOneBasketEvenWhenOthersStandBetween() {
    var baskets = group(sale(7, 1, 3, "1.10"), sale(8, 1, 3, "2.20"), sale(7, 1, 3, "3.30"));
    assertThat(baskets).hasSize(2);
    assertThat(baskets.getFirst().total()).isEqualTo("4.40");
    assertThat(baskets.getFirst().lines()).hasSize(2);
  }

  @Test
  void anotherDayOrStoreIsAnotherBasket() {
    assertThat(group(sale(7, 1, 3, "1"), sale(7, 2, 3, "1"), sale(7, 1, 4, "1"))).hasSize(3);
  }

  @Test
  void numbersFollowTheFirstRowOfEachBasket() {
    var baskets = group(sale(9, 1, 3, "1"), sale(2, 1, 3, "1"), sale(9, 1, 3, "1"));
    assertThat(baskets).extracting(Basket::number).containsExactly(1, 2);
    assertThat(baskets).extracting(Basket::customerId).containsExactly(9, 2);
  }

  @Test
  void aDayThatNobodyKnowsIsAnError() {
    assertThatThrownBy(() -> group(sale(7, 99, 3, "1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no date for time_id 99");
  }

  private static List<Basket> group(SaleRow... sales) {
    return Baskets.group(Stream.of(sales), DATES);
  }

  private static SaleRow sale(int customer, int day, int store, String amount) {
    return new SaleRow(5, day, customer, store, new BigDecimal(amount), BigDecimal.ONE);
  }
}
