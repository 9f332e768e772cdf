package dev.weft.customers;

import dev.weft.kit.Refusal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses values that are well-formed but make no sense. */
final class Check {

  private static final int LONGEST = 200;
  private static final int MOST = 100;

  private Check() {}

  static void text(String pointer, @Nullable String value) {
    if (value != null
        && (value.isBlank()
            || value.length() > LONGEST
            || value.chars().anyMatch(Character::isISOControl))) {
      throw Refusal.unprocessable(
          "bad-text", pointer, "not a text of 1 to " + LONGEST + " printable characters");
    }
  }

  static void oneOf(String pointer, String value, List<String> choices) {
    if (!choices.contains(value)) {
      throw Refusal.unprocessable(
          "bad-choice", pointer, "not one of: " + String.join(", ", choices));
    }
  }

  static void past(String pointer, LocalDate value, LocalDate today) {
    if (value.isAfter(today) || value.getYear() < 1800) {
      throw Refusal.unprocessable("bad-date", pointer, "not a day from 1800 to today");
    }
  }

  static void count(String pointer, int value) {
    if (value < 0 || value > MOST) {
      throw Refusal.unprocessable("bad-count", pointer, "not from 0 to " + MOST);
    }
  }
}
