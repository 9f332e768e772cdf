package dev.weft.codecs;

import io.vertx.core.buffer.Buffer;

/**
 * A record that is no message as JSON and back, as strictly as messages: decimals keep their
 * digits, fields that are not known are ignored, and what is missing, null or of another type is
 * refused. Immutable, safe for use by many threads.
 *
 * @param <T> the record
 */
public final class RecordJson<T extends Record> {

  private static final RecordWire WIRE = new RecordWire(Format.JSON);

  private final Class<T> type;

  private RecordJson(Class<T> type) {
    this.type = type;
    WIRE.prepare(type);
  }

  /**
   * For one record.
   *
   * @throws IllegalArgumentException when something in it is {@link Encrypted}: that is for
   *     messages
   */
  public static <T extends Record> RecordJson<T> of(Class<T> type) {
    if (EncryptedComponent.anyIn(type)) {
      throw new IllegalArgumentException(type.getName() + " is no message, and encrypts nothing");
    }
    return new RecordJson<>(type);
  }

  /**
   * As JSON text.
   *
   * @throws NotEncodable when a value can not be written, or a required one is null
   */
  public String write(T value) {
    return WIRE.encode(value).toString();
  }

  /**
   * Out of JSON text.
   *
   * @throws IllegalArgumentException that says where the text is not such a record, without its
   *     values
   */
  public T read(String json) {
    try {
      return WIRE.decode(type, Buffer.buffer(json));
    } catch (RecordWire.NotReadable e) {
      throw new IllegalArgumentException("no " + type.getSimpleName() + ": " + e.reason(), e);
    }
  }
}
