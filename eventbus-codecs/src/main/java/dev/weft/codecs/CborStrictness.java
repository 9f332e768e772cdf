package dev.weft.codecs;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.UUID;

/** Where CBOR could carry what JSON can not: the two take and refuse the same values. */
final class CborStrictness extends SimpleModule {

  private static final long serialVersionUID = 1L;

  CborStrictness() {
    super("weft-cbor");
    addDeserializer(String.class, new TextOnly());
    addSerializer(BigDecimal.class, new Decimal());
  }

  /** As text, like in the schema; left alone, a UUID would be bytes. */
  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context
        .configOverride(UUID.class)
        .setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING));
  }

  /** Bytes are no text, not even in base 64. */
  private static final class TextOnly extends StringDeserializer {

    private static final long serialVersionUID = 1L;

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return parser.hasToken(JsonToken.VALUE_EMBEDDED_OBJECT)
          ? (String) context.handleUnexpectedToken(String.class, parser)
          : super.deserialize(parser, context);
    }
  }

  /** With the limit that JSON has, as readers may write the number out. */
  private static final class Decimal extends StdScalarSerializer<BigDecimal> {

    private static final long serialVersionUID = 1L;
    private static final int MOST_DIGITS = 9_999;

    Decimal() {
      super(BigDecimal.class);
    }

    @Override
    public void serialize(BigDecimal value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      if (Math.abs(value.scale()) > MOST_DIGITS) {
        throw JsonMappingException.from(generator, "the number has too many digits");
      }
      generator.writeNumber(value);
    }
  }
}
