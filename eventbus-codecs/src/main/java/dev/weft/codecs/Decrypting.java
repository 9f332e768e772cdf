package dev.weft.codecs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads an {@link Encrypted} component. */
final class Decrypting extends StdDeserializer<Object> implements ContextualDeserializer {

  private static final long serialVersionUID = 1L;

  private final transient PlainValues plain;
  private final transient @Nullable EncryptedComponent component;
  private final JavaType type;
  private final boolean nullable;

  Decrypting(PlainValues plain, JavaType type) {
    this(plain, null, type, false);
  }

  private Decrypting(
      PlainValues plain, @Nullable EncryptedComponent component, JavaType type, boolean nullable) {
    super(type);
    this.plain = plain;
    this.component = component;
    this.type = type;
    this.nullable = nullable;
  }

  @Override
  public JsonDeserializer<?> createContextual(
      DeserializationContext context, BeanProperty property) {
    return new Decrypting(
        plain,
        PlainValues.component(property),
        type,
        RequiredUnlessNullable.isNullable(property.getMember()));
  }

  @Override
  public @Nullable Object deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (component == null) {
      throw new IllegalStateException("not a component of a message");
    }
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return context.handleUnexpectedToken(type, parser);
    }
    var cipher =
        FieldCipher.parse(parser.getText())
            .orElseThrow(() -> new Closed(parser, "is not encrypted"));
    var key = plain.find(cipher.keyId());
    if (key.isEmpty()) {
      if (nullable) {
        return null;
      }
      throw new Closed(parser, "is encrypted with a key that is gone, or not for this reader");
    }
    var value =
        cipher
            .decrypt(key.get(), component.place())
            .orElseThrow(() -> new Closed(parser, "can not be decrypted"));
    return plain.read(value, type);
  }

  /** Why a value stays closed, in words that hold nothing of it. */
  static final class Closed extends JsonMappingException {

    private static final long serialVersionUID = 1L;

    Closed(JsonParser parser, String reason) {
      super(parser, reason);
    }
  }
}
