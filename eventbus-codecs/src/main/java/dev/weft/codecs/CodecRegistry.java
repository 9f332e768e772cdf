package dev.weft.codecs;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The message types that a process knows, by name and by record. Built once, immutable, safe for
 * use by many threads.
 */
public final class CodecRegistry {

  private final Map<String, MessageDefinition<?>> byName;
  private final Map<Class<?>, MessageDefinition<?>> byRecord;
  private final JsonWire json = new JsonWire();

  private CodecRegistry(Collection<MessageDefinition<?>> definitions) {
    var names = new LinkedHashMap<String, MessageDefinition<?>>();
    var records = new LinkedHashMap<Class<?>, MessageDefinition<?>>();
    for (var definition : definitions) {
      names.put(definition.name(), definition);
      records.put(definition.record(), definition);
      json.prepare(definition.record());
    }
    this.byName = Map.copyOf(names);
    this.byRecord = Map.copyOf(records);
  }

  /**
   * Builds a registry of these records.
   *
   * @throws InvalidMessageTypes that names every mistake in all of them
   */
  public static CodecRegistry of(Class<?>... records) {
    return of(Arrays.stream(records).toList());
  }

  /**
   * Builds a registry of these records.
   *
   * @throws InvalidMessageTypes that names every mistake in all of them
   */
  public static CodecRegistry of(Collection<? extends Class<?>> records) {
    return new CodecRegistry(new Definitions().read(records));
  }

  /** Names of all types. */
  public Set<String> types() {
    return byName.keySet();
  }

  /** All types. */
  public List<MessageDefinition<?>> definitions() {
    return List.copyOf(byName.values());
  }

  /** The type of that name, or null. */
  public @Nullable MessageDefinition<?> find(String type) {
    return byName.get(type);
  }

  /**
   * The type of a message.
   *
   * @throws NotEncodable when its record is not registered
   */
  public MessageDefinition<?> definition(Record message) {
    var definition = byRecord.get(message.getClass());
    if (definition == null) {
      throw new NotEncodable(message.getClass().getName() + " is not a registered message");
    }
    return definition;
  }

  /**
   * The data of a message as JSON.
   *
   * @throws NotEncodable when a value can not be written, or a required one is null
   */
  public Buffer encode(Record message) {
    definition(message);
    return json.encode(message);
  }

  /** Reads the data that came with an envelope; never throws for bad data. */
  public Decoded decode(Envelope envelope, Buffer data) {
    var definition = byName.get(envelope.type());
    if (definition == null) {
      return new Decoded.UnknownType(envelope.type());
    }
    if (definition.version() != envelope.version()) {
      return new Decoded.UnknownVersion(envelope.type(), envelope.version(), definition.version());
    }
    if (!isJson(envelope.contentType())) {
      return new Decoded.Malformed(
          envelope.type(), "the content type is " + envelope.contentType() + ", not JSON");
    }
    try {
      return new Decoded.Message(envelope, json.decode(definition.record(), data));
    } catch (JsonWire.NotReadable e) {
      return new Decoded.Malformed(envelope.type(), e.reason());
    }
  }

  JsonWire json() {
    return json;
  }

  private static boolean isJson(String contentType) {
    var end = contentType.indexOf(';');
    var media = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    return media.equalsIgnoreCase(Envelope.JSON)
        || media.toLowerCase(Locale.ROOT).endsWith("+json");
  }
}
