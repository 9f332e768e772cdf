package dev.weft.codecs;

import com.fasterxml.jackson.databind.introspect.Annotated;
import org.jspecify.annotations.Nullable;

/** Has the mapper encrypt and decrypt what is marked {@link Encrypted}. */
final class EncryptedComponents extends RequiredUnlessNullable {

  private static final long serialVersionUID = 1L;

  private final transient PlainValues plain;

  EncryptedComponents(PlainValues plain) {
    this.plain = plain;
  }

  @Override
  public @Nullable Object findSerializer(Annotated annotated) {
    return annotated.hasAnnotation(Encrypted.class)
        ? new Encrypting(plain, null)
        : super.findSerializer(annotated);
  }

  @Override
  public @Nullable Object findDeserializer(Annotated annotated) {
    return annotated.hasAnnotation(Encrypted.class)
        ? new Decrypting(plain, annotated.getType())
        : super.findDeserializer(annotated);
  }
}
