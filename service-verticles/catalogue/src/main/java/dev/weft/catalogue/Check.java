package dev.weft.catalogue;

import dev.weft.kit.Refusal;
import java.math.BigDecimal;

/** Refuses values that are well-formed but make no sense. */
final class Check {

  /** Prices have four decimals, as in the data set. */
  private static final int PRICE_SCALE = 4;

  private static final BigDecimal HIGHEST_PRICE = new BigDecimal("1000000");
  private static final BigDecimal LARGEST_MEASURE = new BigDecimal("10000");
  private static final int LONGEST = 200;

  private Check() {}

  static void text(String pointer, String value) {
    if (value.isBlank()
        || value.length() > LONGEST
        || value.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.unprocessable(
          "bad-text", pointer, "not a text of 1 to " + LONGEST + " printable characters");
    }
  }

  /** The price with four decimals. */
  static BigDecimal price(String pointer, BigDecimal value) {
    if (value.signum() <= 0 || value.compareTo(HIGHEST_PRICE) > 0 || value.scale() > PRICE_SCALE) {
      throw Refusal.unprocessable(
          "bad-price",
          pointer,
          "not a price above 0, up to " + HIGHEST_PRICE + ", with at most four decimals");
    }
    return value.setScale(PRICE_SCALE);
  }

  static void measure(String pointer, BigDecimal value) {
    if (value.signum() <= 0
        || value.compareTo(LARGEST_MEASURE) > 0
        || value.scale() > PRICE_SCALE
        || value.scale() < 0) {
      throw Refusal.unprocessable(
          "bad-measure",
          pointer,
          "not above 0, up to " + LARGEST_MEASURE + ", with at most four decimals");
    }
  }

  static void count(String pointer, long value) {
    if (value < 1) {
      throw Refusal.unprocessable("bad-count", pointer, "not 1 or more");
    }
  }
}
