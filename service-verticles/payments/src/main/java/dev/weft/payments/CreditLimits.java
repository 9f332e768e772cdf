package dev.weft.payments;

import java.math.BigDecimal;
import java.util.Map;

/** How much a customer may owe, by yearly income, in US dollars. */
final class CreditLimits {

  /** For an income that this table does not know. */
  private static final BigDecimal LOWEST = new BigDecimal("1000.0000");

  private static final Map<String, BigDecimal> BY_INCOME =
      Map.of(
          "$10K - $30K", LOWEST,
          "$30K - $50K", new BigDecimal("2000.0000"),
          "$50K - $70K", new BigDecimal("3000.0000"),
          "$70K - $90K", new BigDecimal("4000.0000"),
          "$90K - $110K", new BigDecimal("5000.0000"),
          "$110K - $130K", new BigDecimal("6000.0000"),
          "$130K - $150K", new BigDecimal("7500.0000"),
          "$150K +", new BigDecimal("10000.0000"));

  private CreditLimits() {}

  static BigDecimal of(String yearlyIncome) {
    return BY_INCOME.getOrDefault(yearlyIncome, LOWEST);
  }
}
