package dev.weft.codecs;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A component that is marked {@link Encrypted}, and the one that names its subject.
 *
 * @param place authenticated with the value: type and field
 */
record EncryptedComponent(Encrypted mark, String place, RecordComponent by) {

  /** Empty when nothing names the subject. */
  static Optional<EncryptedComponent> of(Class<?> record, String component, Encrypted mark) {
    var type = Objects.requireNonNull(record.getAnnotation(MessageType.class));
    return Arrays.stream(record.getRecordComponents())
        .filter(
            other ->
                mark.by().isEmpty()
                    ? other.isAnnotationPresent(MessageKey.class)
                    : other.getName().equals(mark.by()))
        .findFirst()
        .map(by -> new EncryptedComponent(mark, type.name() + "/" + component, by));
  }

  static boolean anyIn(Class<? extends Record> record) {
    return Arrays.stream(record.getRecordComponents())
        .anyMatch(component -> component.isAnnotationPresent(Encrypted.class));
  }

  /** Whose key it is, in this message. */
  String subject(Object message) {
    try {
      var accessor = by.getAccessor();
      accessor.setAccessible(true);
      var name = accessor.invoke(message);
      if (name == null) {
        throw new NotEncodable(by.getName() + ", which names the subject of a key, is null");
      }
      return mark.subject() + "/" + name;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new NotEncodable(
          by.getName() + ", which names the subject of a key, can not be read", e);
    }
  }
}
