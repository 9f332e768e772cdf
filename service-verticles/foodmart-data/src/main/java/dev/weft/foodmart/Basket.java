package dev.weft.foodmart;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** What one customer bought on one day in one store: a historic order. */
public record Basket(int number, int customerId, int storeId, LocalDate date, List<SaleRow> lines) {

  /** The exact sum of the lines' amounts. */
  public BigDecimal total() {
    return lines.stream().map(SaleRow::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
