package dev.weft.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.codecs.Samples.OrderPlaced;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class RecordWireTest {

  private static final String JSON =
      """
      {"orderId":17,"customer":"Ann","total":4.2900,"day":"1998-01-31",\
      "at":"2026-01-02T03:04:05.678901Z","within":"PT1.5S","size":"LARGE","gift":true,\
      "discount":null,"lines":[{"productId":5,"quantity":3.0000,"note":null}]}\
      """;

  private final RecordWire json = new RecordWire(Format.JSON);

  @Test
  void writesPlainNumbersAndIsoTimes() {
    assertThat(json.encode(Samples.ORDER).toString()).isEqualTo(JSON);
  }

  @Test
  void keepsEveryDigitOfADecimal() throws Exception {
    var read = json.decode(OrderPlaced.class, Buffer.buffer(JSON));

    assertThat(read).isEqualTo(Samples.ORDER);
    assertThat(read.total().scale()).isEqualTo(4);
  }

  @Test
  void neverWritesAnExponent() {
    var tiny = withTotal(new BigDecimal("1E-12"));
    var huge = withTotal(new BigDecimal("12E+20"));

    assertThat(json.encode(tiny).toString()).contains("\"total\":0.000000000001,");
    assertThat(json.encode(huge).toString()).contains("\"total\":1200000000000000000000,");
  }

  @Test
  void aNumberThatWouldFillTheHeapIsNotEncodable() {
    assertThatThrownBy(() -> json.encode(withTotal(new BigDecimal("1E+1000000000"))))
        .isInstanceOf(NotEncodable.class);
  }

  @Test
  void ignoresFieldsItDoesNotKnow() throws Exception {
    var more = JSON.replace("{\"orderId\"", "{\"colour\":{\"deep\":[1,{}]},\"orderId\"");

    assertThat(json.decode(OrderPlaced.class, Buffer.buffer(more))).isEqualTo(Samples.ORDER);
  }

  @Test
  void aNullableFieldMayBeMissing() throws Exception {
    var less = JSON.replace("\"discount\":null,", "").replace(",\"note\":null", "");

    assertThat(json.decode(OrderPlaced.class, Buffer.buffer(less))).isEqualTo(Samples.ORDER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0007',
      value = {
        "\"orderId\":17,             |                           | at /orderId: is missing",
        "\"customer\":\"Ann\",       |                           | at /customer: is missing",
        "\"customer\":\"Ann\"        | \"customer\":null         | at /customer: is null",
        "\"customer\":\"Ann\"        | \"customer\":7            | at /customer: has a wrong type",
        "\"customer\":\"Ann\"        | \"customer\":true         | at /customer: has a wrong type",
        "\"orderId\":17              | \"orderId\":\"17\"        | at /orderId: has a wrong type",
        "\"orderId\":17              | \"orderId\":17.5          | at /orderId: has a wrong type",
        "\"orderId\":17              | \"orderId\":null          | at /orderId: is null",
        "\"orderId\":17              | \"orderId\":99999999999999999999 | not valid JSON",
        "4.2900                      | \"4.2900\"                | at /total: has a wrong type",
        "\"LARGE\"                   | 1                         | at /size: has a wrong type",
        "\"LARGE\"                   | \"HUGE\"                  | at /size: has a wrong type",
        "\"gift\":true               | \"gift\":1                | at /gift: has a wrong type",
        "\"gift\":true               | \"gift\":\"true\"         | at /gift: has a wrong type",
        "1998-01-31                  | 1998-02-31                | at /day: has a wrong type",
        "\"productId\":5             | \"productId\":{}          | at /lines/0/productId: has a",
        "\"productId\":5,            |                           | at /lines/0/productId: is miss",
        "[{                          | [null,{                   | at /lines/0: is null",
        "\"gift\":true               | \"gift\":true,\"gift\":true | not valid JSON",
        "\"note\":null}]}            | \"note\":null}]} 1        | has a wrong type or value",
        "\"note\":null}]}            | \"note\":null}            | not valid JSON",
      })
  void saysWhereTheDataIsWrongAndShowsNoneOfIt(String part, String instead, String reason) {
    var wrong = JSON.replace(part, instead == null ? "" : instead);

    assertThat(wrong).isNotEqualTo(JSON);
    assertThatThrownBy(() -> json.decode(OrderPlaced.class, Buffer.buffer(wrong)))
        .isInstanceOf(RecordWire.NotReadable.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("Ann");
  }

  @Test
  void whatIsNoObjectIsNotReadable() {
    for (var text : new String[] {"", "null", "[]", "7", "\"x\"", "{", "\u0000", "{\"a\":1}}"}) {
      assertThatThrownBy(() -> json.decode(OrderPlaced.class, Buffer.buffer(text)))
          .as(text)
          .isInstanceOf(RecordWire.NotReadable.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyMessageComesBackAsItWas(Format format) throws Exception {
    var wire = new RecordWire(format);
    var seed = System.nanoTime();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (var i = 0; i < 2_000; i++) {
      var message = Samples.random(random);
      var expected = format == Format.JSON ? plain(message) : message;
      assertThat(wire.decode(OrderPlaced.class, wire.encode(message)))
          .as("seed %d, round %d", seed, i)
          .usingRecursiveComparison()
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void brokenBytesAreNeverMoreThanNotReadable(Format format) {
    var wire = new RecordWire(format);
    var seed = System.nanoTime();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (var i = 0; i < 5_000; i++) {
      var bytes = wire.encode(Samples.ORDER).getBytes();
      for (var flips = random.nextInt(1, 4); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(wire.decode(OrderPlaced.class, Buffer.buffer(bytes))).isNotNull();
      } catch (RecordWire.NotReadable e) {
        assertThat(e.reason()).as("seed %d, round %d", seed, i).isNotEmpty();
      }
    }
  }

  private static OrderPlaced withTotal(BigDecimal total) {
    var o = Samples.ORDER;
    return new OrderPlaced(
        o.orderId(),
        o.customer(),
        total,
        o.day(),
        o.at(),
        o.within(),
        o.size(),
        o.gift(),
        null,
        o.lines());
  }

  /** Plain digits have no negative scale: 12E+2 is read as 1200. */
  private static OrderPlaced plain(OrderPlaced o) {
    return new OrderPlaced(
        o.orderId(),
        o.customer(),
        plain(o.total()),
        o.day(),
        o.at(),
        o.within(),
        o.size(),
        o.gift(),
        o.discount(),
        o.lines().stream()
            .map(line -> new Samples.Line(line.productId(), plain(line.quantity()), line.note()))
            .toList());
  }

  private static BigDecimal plain(BigDecimal number) {
    return number.scale() < 0 ? number.setScale(0) : number;
  }
}
