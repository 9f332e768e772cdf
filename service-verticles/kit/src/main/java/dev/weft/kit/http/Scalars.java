package dev.weft.kit.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Strings, numbers, booleans, and what is written as a string: dates, times, UUIDs. */
final class Scalars {

  /** Digits before or after the point; far above any amount, far below what hurts. */
  private static final int MOST_DIGITS = 100;

  private static final int LONGEST_DATE_OR_TIME = 40;

  private static final Map<Type, ValueShape> SHAPES =
      Map.ofEntries(
          Map.entry(String.class, Scalars::string),
          Map.entry(long.class, Scalars::wholeNumber),
          Map.entry(Long.class, Scalars::wholeNumber),
          Map.entry(int.class, Scalars::smallNumber),
          Map.entry(Integer.class, Scalars::smallNumber),
          Map.entry(double.class, Scalars::floatingNumber),
          Map.entry(Double.class, Scalars::floatingNumber),
          Map.entry(BigDecimal.class, Scalars::decimal),
          Map.entry(boolean.class, Scalars::truth),
          Map.entry(Boolean.class, Scalars::truth),
          Map.entry(LocalDate.class, text("a date such as 2026-11-30", LocalDate::parse)),
          Map.entry(Instant.class, text("a time such as 2026-11-30T10:15:30Z", Instant::parse)),
          Map.entry(
              OffsetDateTime.class,
              text("a time such as 2026-11-30T10:15:30+01:00", OffsetDateTime::parse)),
          Map.entry(UUID.class, text("a UUID", UUID::fromString)));

  private Scalars() {}

  static @Nullable ValueShape of(Type type) {
    return SHAPES.get(type);
  }

  /** A text that PostgreSQL can keep: no NUL, no half of a surrogate pair. */
  static String text(JsonParser parser, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw JsonFault.invalid(parser, "the character U+0000 is not allowed");
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw JsonFault.invalid(parser, "half of a surrogate pair is not allowed");
        }
        i++;
      }
    }
    return text;
  }

  private static Object string(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw JsonFault.wrongType(parser, "a string");
    }
    return text(parser, parser.getText());
  }

  private static Object wholeNumber(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw JsonFault.wrongType(parser, "a whole number");
    }
    try {
      return parser.getLongValue();
    } catch (InputCoercionException _) {
      throw JsonFault.outOfRange(parser);
    }
  }

  private static Object smallNumber(JsonParser parser) throws IOException {
    long number = (Long) wholeNumber(parser);
    if (number != (int) number) {
      throw JsonFault.outOfRange(parser);
    }
    return (int) number;
  }

  private static Object floatingNumber(JsonParser parser) throws IOException {
    double number = ((BigDecimal) decimal(parser)).doubleValue();
    return number;
  }

  private static Object decimal(JsonParser parser) throws IOException {
    if (!parser.currentToken().isNumeric()) {
      throw JsonFault.wrongType(parser, "a number");
    }
    try {
      var number = parser.getDecimalValue();
      if (Math.abs(number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
        throw JsonFault.outOfRange(parser);
      }
      return number;
    } catch (JsonParseException | NumberFormatException _) {
      throw JsonFault.outOfRange(parser);
    }
  }

  private static Object truth(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw JsonFault.wrongType(parser, "true or false");
    };
  }

  private static ValueShape text(String expected, Function<String, Object> parse) {
    return parser -> {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw JsonFault.wrongType(parser, "a string");
      }
      var text = parser.getText();
      try {
        // Years beyond 9999 carry a sign; databases have no room for the farthest of them.
        if (text.length() <= LONGEST_DATE_OR_TIME && !text.startsWith("+")) {
          return parse.apply(text);
        }
      } catch (DateTimeException | IllegalArgumentException _) {
        // Told below, in our own words.
      }
      throw JsonFault.invalid(parser, "expected " + expected);
    };
  }
}
