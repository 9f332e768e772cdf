package dev.weft.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AmqpBindingTest {

  private static final Buffer DATA = Buffer.buffer("{}");
  private static final Envelope TRACED =
      new Envelope(
          "01-7",
          "/orders",
          "shop.orders.OrderPlaced",
          2,
          "17",
          Instant.parse("2026-01-02T03:04:05.678Z"),
          Envelope.JSON,
          new Envelope.Trace("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=b"));

  @Test
  void writesCloudEventsInBinaryMode() {
    var written = AmqpBinding.write(TRACED, DATA);

    assertThat(written.properties())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "cloudEvents_specversion", "1.0",
                "cloudEvents_id", "01-7",
                "cloudEvents_source", "/orders",
                "cloudEvents_type", "shop.orders.OrderPlaced",
                "cloudEvents_dataschema", "urn:weft:shop.orders.OrderPlaced:2",
                "cloudEvents_subject", "17",
                "cloudEvents_time", "2026-01-02T03:04:05.678Z",
                "cloudEvents_traceparent",
                    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "cloudEvents_tracestate", "a=b"));
    assertThat(written.durable()).isTrue();
    assertThat(written.groupId()).isEqualTo("17");
    assertThat(written.contentType()).isEqualTo("application/json");
    assertThat(written.subject()).isEqualTo("shop.orders.OrderPlaced");
    assertThat(written.messageId()).isEqualTo("01-7");
    assertThat(written.body()).isEqualTo(DATA);
  }

  @Test
  void readsWhatItWrote() {
    assertThat(AmqpBinding.read(AmqpBinding.write(TRACED, DATA)))
        .isEqualTo(new AmqpBinding.Read.Event(TRACED, DATA));
  }

  @Test
  void readsTheColonPrefixAndATimestamp() {
    var time = Instant.parse("2026-01-02T03:04:05.678Z");
    var content =
        content(
            Map.of(
                "cloudEvents:specversion", "1.0",
                "cloudEvents:id", "9",
                "cloudEvents:source", "/python",
                "cloudEvents:type", "a.B",
                "cloudEvents:time", Date.from(time)),
            "k1");

    assertThat(AmqpBinding.read(content))
        .isEqualTo(
            new AmqpBinding.Read.Event(
                new Envelope(
                    "9", "/python", "a.B", 1, "k1", time, Envelope.JSON, Envelope.Trace.NONE),
                DATA));
  }

  @Test
  void aMessageWithoutAnyKeyStandsForItself() {
    var read = AmqpBinding.read(content(attributes(), null));

    assertThat(((AmqpBinding.Read.Event) read).envelope().subject()).isEqualTo("9");
  }

  @Test
  void whatIsNoCloudEventStillSaysWhoItWas() {
    var properties = attributes();
    properties.remove("cloudEvents_id");

    assertThat(AmqpBinding.read(content(properties, null)))
        .isEqualTo(new AmqpBinding.Read.NoEvent(null, "/python", "a.B", "id is missing"));
  }

  @Test
  void saysWhichAttributeIsWrong() {
    assertThat(wrong("source", 7)).isEqualTo("source is not a string");
    assertThat(wrong("id", "")).isEqualTo("id is empty");
    assertThat(wrong("type", "a\u0000b")).startsWith("type holds a control character");
    assertThat(wrong("subject", 17)).isEqualTo("subject is not a string");
    assertThat(wrong("time", "yesterday")).isEqualTo("time is not as RFC 3339 says");
    assertThat(wrong("time", true)).isEqualTo("time is neither text nor a timestamp");
    assertThat(wrong("specversion", "0.3")).isEqualTo("specversion is not 1.0");
    assertThat(wrong("dataschema", "http://x/y")).isEqualTo("dataschema names no version");
  }

  @Test
  void theVersionIsTheLastPartOfAnySchemaUri() {
    assertThat(version("urn:weft:a.B:12")).isEqualTo(12);
    assertThat(version("https://example.org/a.B/v3")).isEqualTo(3);
    assertThat(version("https://example.org/a.B/4")).isEqualTo(4);
  }

  @Test
  void anAttributeThatTheWireCanNotCarryIsRefusedBeforeItIsSent() {
    for (var key : new String[] {"", "\uD83D", "a\nb", "\uFFFF", "x".repeat(5000)}) {
      var envelope =
          new Envelope("1", "/s", "a.B", 1, key, Instant.EPOCH, Envelope.JSON, Envelope.Trace.NONE);
      assertThatThrownBy(() -> AmqpBinding.write(envelope, DATA))
          .isInstanceOf(NotEncodable.class)
          .hasMessageStartingWith("subject ");
    }
  }

  @Test
  void aTraceStateThatIsTooLongOrDirtyIsLeftOut() {
    for (var state : new String[] {"x".repeat(600), "a\u0001"}) {
      var envelope =
          new Envelope(
              "1",
              "/s",
              "a.B",
              1,
              "k",
              Instant.EPOCH,
              Envelope.JSON,
              new Envelope.Trace(null, state));
      assertThat(AmqpBinding.write(envelope, DATA).properties())
          .doesNotContainKeys("cloudEvents_tracestate", "cloudEvents_traceparent");
    }
  }

  @Test
  void anyCleanEnvelopeComesBackAsItWas() {
    var seed = System.nanoTime();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (var i = 0; i < 2_000; i++) {
      var envelope =
          new Envelope(
              clean(random),
              clean(random),
              clean(random),
              random.nextInt(1, 1000),
              clean(random),
              Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
              Envelope.JSON,
              new Envelope.Trace(random.nextBoolean() ? null : clean(random), null));
      assertThat(AmqpBinding.read(AmqpBinding.write(envelope, DATA)))
          .as("seed %d, round %d", seed, i)
          .isEqualTo(new AmqpBinding.Read.Event(envelope, DATA));
    }
  }

  private static String clean(Random random) {
    var text = Samples.text(random);
    return WireText.fault(text) == null ? text : "k" + random.nextInt();
  }

  private static String wrong(String attribute, Object value) {
    var properties = attributes();
    properties.put("cloudEvents_" + attribute, value);
    return ((AmqpBinding.Read.NoEvent) AmqpBinding.read(content(properties, null))).reason();
  }

  private static int version(String schema) {
    var properties = attributes();
    properties.put("cloudEvents_dataschema", schema);
    return ((AmqpBinding.Read.Event) AmqpBinding.read(content(properties, null)))
        .envelope()
        .version();
  }

  private static Map<String, Object> attributes() {
    return new HashMap<>(
        Map.of(
            "cloudEvents_specversion", "1.0",
            "cloudEvents_id", "9",
            "cloudEvents_source", "/python",
            "cloudEvents_type", "a.B"));
  }

  private static AmqpContent content(Map<String, Object> properties, @Nullable String group) {
    return new AmqpContent(null, null, null, group, true, properties, DATA);
  }
}
