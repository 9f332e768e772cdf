package dev.weft.codecs;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes an {@link Encrypted} component as text. */
final class Encrypting extends StdSerializer<Object> implements ContextualSerializer {

  private static final long serialVersionUID = 1L;

  private final transient PlainValues plain;
  private final transient @Nullable EncryptedComponent component;

  Encrypting(PlainValues plain, @Nullable EncryptedComponent component) {
    super(Object.class);
    this.plain = plain;
    this.component = component;
  }

  @Override
  public JsonSerializer<?> createContextual(SerializerProvider provider, BeanProperty property) {
    return new Encrypting(plain, PlainValues.component(property));
  }

  @Override
  public void serialize(Object value, JsonGenerator generator, SerializerProvider provider)
      throws IOException {
    if (component == null) {
      throw new IllegalStateException("not a component of a message");
    }
    var key = plain.current(component.subject(generator.currentValue()));
    generator.writeString(FieldCipher.encrypt(key, plain.write(value), component.place()).text());
  }
}
