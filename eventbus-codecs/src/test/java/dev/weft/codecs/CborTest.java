package dev.weft.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The same values and the same refusals as in JSON. */
final class CborTest {

  private static final String TYPE = "shop.Paid";

  @MessageType(name = TYPE, format = Format.CBOR)
  record Paid(@MessageKey UUID id, String by, BigDecimal amount, long cents) {}

  private static final Paid PAID =
      new Paid(
          UUID.fromString("5f0c7d3e-0000-4000-8000-0123456789ab"),
          "Ann",
          new BigDecimal("4.2900"),
          429);

  private final CodecRegistry registry = CodecRegistry.of(Paid.class);
  private final RecordWire cbor = new RecordWire(Format.CBOR);

  /** Writes one map of CBOR. */
  private interface Fields {
    void write(JsonGenerator generator) throws IOException;
  }

  @Test
  void aTypeIsWrittenAsItDeclaresAndReadInBothFormats() {
    var data = registry.encode(PAID);
    var json = new RecordWire(Format.JSON).encode(PAID);

    assertThat(data.getByte(0) & 0xE0).as("a map of CBOR").isEqualTo(0xA0);
    assertThat(registry.definition(PAID).format().mediaType()).isEqualTo("application/cbor");
    for (var type : new String[] {"application/cbor", "Application/CBOR;x=1", "a/b+cbor"}) {
      assertThat(registry.decode(envelope(type), data))
          .isEqualTo(new Decoded.Message(envelope(type), PAID));
    }
    assertThat(registry.decode(envelope(Envelope.JSON), json))
        .isEqualTo(new Decoded.Message(envelope(Envelope.JSON), PAID));
    assertThat(registry.decode(envelope(Envelope.JSON), data))
        .isInstanceOf(Decoded.Malformed.class);
  }

  @Test
  void valuesAreBentNoMoreThanInJson() {
    refuses("at /by: has a wrong type or value", g -> g.writeBinaryField("by", new byte[] {1, 2}));
    refuses("at /by: has a wrong type or value", g -> g.writeNumberField("by", 1));
    refuses("at /by: is null", g -> g.writeNullField("by"));
    refuses("at /cents: has a wrong type or value", g -> g.writeNumberField("cents", 4.5));
    refuses("at /cents: has a wrong type or value", g -> g.writeStringField("cents", "429"));
    refuses("at /amount: has a wrong type or value", g -> g.writeStringField("amount", "4.29"));
  }

  @Test
  void fieldsThatAreMissingOrTwiceAreFaults() {
    assertThatThrownBy(() -> cbor.decode(Paid.class, data(false, _ -> {})))
        .isInstanceOf(RecordWire.NotReadable.class)
        .hasMessageContaining("is missing");
    assertThatThrownBy(
            () -> cbor.decode(Paid.class, data(true, g -> g.writeStringField("by", "x"))))
        .isInstanceOf(RecordWire.NotReadable.class)
        .hasMessageContaining("is not valid CBOR");
  }

  @Test
  void whatComesAfterTheMessageIsAFault() {
    assertThatThrownBy(() -> cbor.decode(Paid.class, cbor.encode(PAID).appendByte((byte) 1)))
        .isInstanceOf(RecordWire.NotReadable.class);
  }

  @Test
  void nestingHasAnEnd() {
    var deep = Buffer.buffer();
    for (var i = 0; i < 10_000; i++) {
      deep.appendBytes(HexFormat.of().parseHex("a16178"));
    }

    assertThatThrownBy(() -> cbor.decode(Paid.class, deep))
        .isInstanceOf(RecordWire.NotReadable.class);
  }

  @Test
  void aNumberThatWouldFillTheHeapIsNotEncodable() {
    var huge = new Paid(PAID.id(), "Ann", new BigDecimal("1E+1000000000"), 1);

    assertThatThrownBy(() -> cbor.encode(huge)).isInstanceOf(NotEncodable.class);
  }

  private void refuses(String reason, Fields fields) {
    assertThatThrownBy(() -> cbor.decode(Paid.class, data(false, fields)))
        .isInstanceOf(RecordWire.NotReadable.class)
        .hasMessage(reason);
  }

  private static Buffer data(boolean whole, Fields fields) {
    var bytes = new ByteArrayOutputStream();
    try (var generator = new CBORFactory().createGenerator(bytes)) {
      generator.writeStartObject();
      if (whole) {
        generator.writeStringField("by", "Ann");
      }
      fields.write(generator);
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private static Envelope envelope(String contentType) {
    var any = Samples.envelope(TYPE, 1);
    return new Envelope(
        any.id(),
        any.source(),
        TYPE,
        1,
        any.subject(),
        any.time(),
        contentType,
        Envelope.Trace.NONE);
  }
}
