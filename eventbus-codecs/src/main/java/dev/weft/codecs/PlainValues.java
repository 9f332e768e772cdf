package dev.weft.codecs;

import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What is inside encrypted values, which is JSON in every format, and the keys to them. */
record PlainValues(ObjectMapper json, FieldKeys keys) {

  byte[] write(Object value) throws IOException {
    return json.writeValueAsBytes(value);
  }

  Object read(byte[] value, JavaType type) throws IOException {
    return Objects.requireNonNull(json.readValue(value, type), "null is never encrypted");
  }

  FieldKey current(String subject) {
    try {
      return keys.current(subject);
    } catch (RuntimeException e) {
      throw new KeysFailed(e);
    }
  }

  Optional<FieldKey> find(UUID id) {
    try {
      return keys.find(id);
    } catch (RuntimeException e) {
      throw new KeysFailed(e);
    }
  }

  static EncryptedComponent component(BeanProperty property) {
    return EncryptedComponent.of(
            property.getMember().getDeclaringClass(),
            property.getName(),
            Objects.requireNonNull(property.getAnnotation(Encrypted.class)))
        .orElseThrow();
  }

  /** Nobody's data is to blame: what the keys said goes to the caller as it was. */
  static void rethrow(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof KeysFailed keys) {
        throw keys.reason;
      }
    }
  }

  private static final class KeysFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RuntimeException reason;

    KeysFailed(RuntimeException reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
