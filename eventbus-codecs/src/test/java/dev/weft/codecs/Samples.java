package dev.weft.codecs;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Message records for the tests, and random messages of them. */
final class Samples {

  private Samples() {}

  enum Size {
    SMALL,
    LARGE
  }

  record Line(long productId, BigDecimal quantity, @Nullable String note) {}

  @MessageType(name = "shop.orders.OrderPlaced", version = 2)
  record OrderPlaced(
      @MessageKey long orderId,
      String customer,
      BigDecimal total,
      LocalDate day,
      Instant at,
      Duration within,
      Size size,
      boolean gift,
      @Nullable Integer discount,
      List<Line> lines) {}

  @MessageType(name = "shop.customers.CustomerRegistered", version = 1)
  record CustomerRegistered(@MessageKey String email, String name) {}

  static final OrderPlaced ORDER =
      new OrderPlaced(
          17,
          "Ann",
          new BigDecimal("4.2900"),
          LocalDate.parse("1998-01-31"),
          Instant.parse("2026-01-02T03:04:05.678901Z"),
          Duration.ofMillis(1500),
          Size.LARGE,
          true,
          null,
          List.of(new Line(5, new BigDecimal("3.0000"), null)));

  static OrderPlaced random(Random random) {
    var lines = new ArrayList<Line>();
    for (var i = random.nextInt(5); i > 0; i--) {
      lines.add(
          new Line(random.nextLong(), decimal(random), random.nextBoolean() ? null : text(random)));
    }
    return new OrderPlaced(
        random.nextLong(),
        text(random),
        decimal(random),
        LocalDate.ofEpochDay(random.nextInt(-700_000, 700_000)),
        Instant.ofEpochSecond(random.nextLong(-1L << 33, 1L << 35), random.nextInt(1_000_000_000)),
        Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000_000)),
        Size.values()[random.nextInt(2)],
        random.nextBoolean(),
        random.nextBoolean() ? null : random.nextInt(),
        lines);
  }

  static BigDecimal decimal(Random random) {
    return new BigDecimal(new BigInteger(random.nextInt(1, 90), random), random.nextInt(-20, 30));
  }

  /** Any text: letters, control characters, quotes, whole characters beyond the basic plane. */
  static String text(Random random) {
    var text = new StringBuilder();
    for (var i = random.nextInt(12); i > 0; i--) {
      var codePoint = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
      text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? '?' : codePoint);
    }
    return text.toString();
  }

  static Envelope envelope(String type, int version) {
    return new Envelope(
        "1-1",
        "/shop",
        type,
        version,
        "17",
        Instant.parse("2026-01-02T03:04:05Z"),
        Envelope.JSON,
        Envelope.Trace.NONE);
  }
}
