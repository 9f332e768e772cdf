package dev.weft.codecs;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * One message type: its name and version, its record, and how to read the key of a message.
 *
 * @param <M> the record
 */
public final class MessageDefinition<M extends Record> {

  private final String name;
  private final int version;
  private final Class<M> record;
  private final Method keyAccessor;

  MessageDefinition(String name, int version, Class<M> record, Method keyAccessor) {
    this.name = name;
    this.version = version;
    this.record = record;
    this.keyAccessor = keyAccessor;
  }

  /** The name of the type. */
  public String name() {
    return name;
  }

  /** The version of the type. */
  public int version() {
    return version;
  }

  /** The record class. */
  public Class<M> record() {
    return record;
  }

  /**
   * The ordering key of a message.
   *
   * @throws NotEncodable when the key is null, empty or not fit for the wire
   */
  public String key(Record message) {
    var key = readKey(message);
    if (key == null) {
      throw new NotEncodable("the key of " + name + " is null");
    }
    return WireText.checked("the key of " + name, key.toString());
  }

  private @Nullable Object readKey(Record message) {
    try {
      return keyAccessor.invoke(record.cast(message));
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new NotEncodable("the key of " + name + " can not be read", e);
    }
  }

  @Override
  public String toString() {
    return name + " version " + version;
  }
}
