package dev.weft.codecs;

import io.vertx.core.buffer.Buffer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One message type: its name and version, its record, and how to read the key of a message.
 *
 * @param <M> the record
 */
public final class MessageDefinition<M extends Record> {

  private final String name;
  private final Class<M> record;
  private final NavigableMap<Integer, Class<? extends Record>> versions;
  private final Method keyAccessor;

  /**
   * A type.
   *
   * @param versions the records of all versions that can be read, this one's the last
   */
  MessageDefinition(
      String name,
      Class<M> record,
      NavigableMap<Integer, Class<? extends Record>> versions,
      Method keyAccessor) {
    this.name = name;
    this.record = record;
    this.versions = Collections.unmodifiableNavigableMap(versions);
    this.keyAccessor = keyAccessor;
  }

  /** The name of the type. */
  public String name() {
    return name;
  }

  /** The version of the type that is written, and the newest that is read. */
  public int version() {
    return versions.lastKey();
  }

  /** The records of all versions that can be read, from the oldest to this one. */
  public NavigableMap<Integer, Class<? extends Record>> versions() {
    return versions;
  }

  /** How messages are written. */
  public Format format() {
    return Objects.requireNonNull(record.getAnnotation(MessageType.class)).format();
  }

  /** Whether some version of it has a component that is {@link Encrypted}. */
  public boolean isEncrypted() {
    return versions.values().stream().anyMatch(EncryptedComponent::anyIn);
  }

  /** The record class of the version that is written. */
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

  /** Reads a message of any version that is known, and makes it one of this version. */
  M read(int dataVersion, RecordWire wire, Buffer data) throws NotDecoded {
    var form = versions.get(dataVersion);
    if (form == null) {
      throw new NotDecoded(new Decoded.UnknownVersion(name, dataVersion, version()));
    }
    Record message;
    try {
      message = wire.decode(form, data);
    } catch (RecordWire.NotReadable e) {
      throw new NotDecoded(new Decoded.Malformed(name, e.reason()), e);
    }
    return upcast(dataVersion, message);
  }

  // An upcast is the team's own code, and its exceptions may hold values of the message.
  private M upcast(int dataVersion, Record message) throws NotDecoded {
    var newer = message;
    try {
      while (!record.isInstance(newer)) {
        newer = Objects.requireNonNull(((Upcast<?>) newer).upcast(), "an upcast to nothing");
      }
      return record.cast(newer);
    } catch (RuntimeException e) {
      var reason =
          "version %d can not be made version %d: %s"
              .formatted(dataVersion, version(), e.getClass().getSimpleName());
      throw new NotDecoded(new Decoded.Malformed(name, reason), e);
    }
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
    return name + " version " + version();
  }
}
