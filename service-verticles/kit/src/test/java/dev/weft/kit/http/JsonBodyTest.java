package dev.weft.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.kit.Refusal;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonBodyTest {

  record Order(long customerId, String note, List<Line> lines, @Nullable LocalDate due) {}

  record Line(int quantity, BigDecimal price) {
    Line {
      if (quantity <= 0) {
        throw new IllegalArgumentException("quantity must be positive");
      }
    }
  }

  record Leaking(String text) {
    Leaking {
      var _ = Thread.State.valueOf(text);
    }
  }

  record Failing(String text) {
    Failing {
      throw new UnsupportedOperationException("a bug");
    }
  }

  enum Size {
    SMALL,
    LARGE
  }

  record Everything(
      String string,
      long whole,
      int small,
      double floating,
      BigDecimal decimal,
      boolean truth,
      LocalDate date,
      Instant instant,
      OffsetDateTime time,
      UUID uuid,
      Size size,
      Map<String, List<Boolean>> map) {}

  record Unreadable(Object anything) {}

  private static final String GOOD =
      "{\"customerId\":1,\"note\":\"n\",\"lines\":[{\"quantity\":1,\"price\":4.2900}]}";

  @Test
  void aGoodBodyIsItsRecord() {
    var order = read(GOOD, Order.class);

    assertThat(order)
        .isEqualTo(new Order(1, "n", List.of(new Line(1, new BigDecimal("4.2900"))), null));
  }

  @Test
  void everyTypeOfFieldIsRead() {
    var read =
        read(
            """
            {"string": "ü\\n😀", "whole": -9223372036854775808, "small": 7, "floating": 1.5,
             "decimal": 1e2, "truth": true, "date": "1998-02-03",
             "instant": "2026-11-30T10:15:30Z", "time": "2026-11-30T10:15:30+01:00",
             "uuid": "123e4567-e89b-12d3-a456-426614174000", "size": "LARGE",
             "map": {"a": [true, false], "b": []}}
            """,
            Everything.class);

    assertThat(read.string()).isEqualTo("ü\n😀");
    assertThat(read.whole()).isEqualTo(Long.MIN_VALUE);
    assertThat(read.floating()).isEqualTo(1.5);
    assertThat(read.decimal()).isEqualByComparingTo("100");
    assertThat(read.size()).isEqualTo(Size.LARGE);
    assertThat(read.map()).isEqualTo(Map.of("a", List.of(true, false), "b", List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "unknown-field    | /extra            | `note\":\"n\"` | `note\":\"n\",\"extra\":1`",
        "unknown-field    | /lines/0/a~1b~0c  | `quantity\":1` | `quantity\":1,\"a/b~c\":1`",
        "missing-field    | /customerId       | `\"customerId\":1,` | ``",
        "missing-field    | /lines/0/price    | `,\"price\":4.2900` | ``",
        "duplicate-field  | /note             | `note\":\"n\"` | `note\":\"n\",\"note\":\"n\"`",
        "null-value       | /note             | `\"n\"` | null",
        "null-value       | /lines/0          | `{\"quantity\":1,\"price\":4.2900}` | null",
        "null-value       | /lines/0/quantity | `quantity\":1` | `quantity\":null`",
        "wrong-type       | /customerId       | `customerId\":1` | `customerId\":\"1\"`",
        "wrong-type       | /customerId       | `customerId\":1` | `customerId\":1.0`",
        "wrong-type       | /customerId       | `customerId\":1` | `customerId\":1e2`",
        "wrong-type       | /note             | `\"n\"` | 7",
        "wrong-type       | /note             | `\"n\"` | true",
        "wrong-type       | /note             | `\"n\"` | [\"n\"]",
        "wrong-type       | /lines            | `[{\"quantity\":1,\"price\":4.2900}]` | {}",
        "wrong-type       | /lines/0          | `{\"quantity\":1,\"price\":4.2900}` | []",
        "wrong-type       | /lines/0/price    | `4.2900` | `\"4.29\"`",
        "invalid-value    | /due              | `note\":\"n\"` | `note\":\"n\",\"due\":\"3.2.98\"`",
        "invalid-value    | /lines/0          | `quantity\":1` | `quantity\":-1`",
        "invalid-value    | /note             | `\"n\"` | `\"a\\u0000b\"`",
        "invalid-value    | /note             | `\"n\"` | `\"\\ud800\"`",
        "number-out-of-range | /customerId    | `customerId\":1` |"
            + " `customerId\":9223372036854775808`",
        "number-out-of-range | /lines/0/quantity | `quantity\":1` | `quantity\":2147483648`",
        "number-out-of-range | /lines/0/price | 4.2900 | 1e999999999",
        "number-out-of-range | /lines/0/price | 4.2900 | 1e-999999999",
        "number-out-of-range | /lines/0/price | 4.2900 | 1e99999999999999",
      })
  void whatDoesNotFitIsToldWithItsPlace(
      String code, String pointer, String part, @Nullable String replacement) {
    var body =
        GOOD.replaceFirst(
            java.util.regex.Pattern.quote(part),
            java.util.regex.Matcher.quoteReplacement(replacement == null ? "" : replacement));

    var refusal = refusal(body, Order.class);

    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.code()).as(body).isEqualTo(code);
    assertThat(refusal.pointer()).isEqualTo(pointer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{]",
        "{\"a\"}",
        "{'a':1}",
        "{\"customerId\":01}",
        "{\"customerId\":+1}",
        "{\"customerId\":NaN}",
        "{\"customerId\":1,}",
        "// comment\n{}",
        "{\"note\":\"\n\"}",
        " "
      })
  void whatIsNotJsonIsMalformedOrNoObject(String body) {
    var refusal = refusal(body, Order.class);

    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.code()).isIn("malformed-json", "missing-body");
    assertThat(refusal.detail()).doesNotContain("com.fasterxml");
  }

  @Test
  void bytesThatAreNotUtf8AreMalformed() {
    var body = Buffer.buffer("{\"note\":\"").appendByte((byte) 0xff).appendString("\"}");

    assertThatThrownBy(() -> JsonBody.read(body, Order.class))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.code()).isEqualTo("malformed-json"));
  }

  @Test
  void moreThanOneValueIsMalformed() {
    assertThat(refusal(GOOD + " {}", Order.class).code()).isEqualTo("malformed-json");
    assertThat(refusal(GOOD + "x", Order.class).code()).isEqualTo("malformed-json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"text\"", "null", "true"})
  void whatIsNoObjectIsAWrongType(String body) {
    var refusal = refusal(body, Order.class);

    assertThat(refusal.code()).isEqualTo("wrong-type");
    assertThat(refusal.pointer()).isEmpty();
  }

  @Test
  void depthAndLengthOfNumbersAreBounded() {
    var deep = "{\"a\":".repeat(10_000);
    var longNumber = GOOD.replace("4.2900", "1" + "0".repeat(1_000_000));
    var nested = GOOD.replace("\"n\"", "[".repeat(100_000));

    assertThat(refusal(deep, Order.class).status()).isEqualTo(400);
    assertThat(refusal(longNumber, Order.class).code()).isIn("too-complex", "number-out-of-range");
    assertThat(refusal(nested, Order.class).status()).isEqualTo(400);
  }

  @Test
  void aRecordsOwnWordsAreToldThoseOfOthersAreNot() {
    assertThat(refusal(GOOD.replace("quantity\":1", "quantity\":0"), Order.class).detail())
        .isEqualTo("quantity must be positive");
    assertThat(refusal("{\"text\":\"x\"}", Leaking.class).detail())
        .isEqualTo("the value is not valid");
  }

  @Test
  void aBugInARecordIsNotTheCallersFault() {
    assertThatThrownBy(() -> read("{\"text\":\"x\"}", Failing.class))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> read("{\"anything\":1}", Unreadable.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Object");
  }

  private static <T extends Record> T read(String body, Class<T> type) {
    return JsonBody.read(Buffer.buffer(body), type);
  }

  private static Refusal refusal(String body, Class<? extends Record> type) {
    return catchThrowableOfType(Refusal.class, () -> read(body, type));
  }
}
