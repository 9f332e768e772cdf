package dev.weft.codecs;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The message types that a process knows, by name and by record. Built once, immutable, safe for
 * use by many threads.
 */
public final class CodecRegistry {

  private final Map<String, MessageDefinition<?>> byName;
  private final Map<Class<?>, MessageDefinition<?>> byRecord;
  private final Map<Format, RecordWire> wires = new EnumMap<>(Format.class);

  private CodecRegistry(Collection<MessageDefinition<?>> definitions, FieldKeys keys) {
    for (var format : Format.values()) {
      wires.put(format, new RecordWire(format, keys));
    }
    var names = new LinkedHashMap<String, MessageDefinition<?>>();
    var records = new LinkedHashMap<Class<?>, MessageDefinition<?>>();
    for (var definition : definitions) {
      names.put(definition.name(), definition);
      records.put(definition.record(), definition);
      for (var wire : wires.values()) {
        definition.versions().values().forEach(wire::prepare);
      }
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
    return of(records, FieldKeys.NONE);
  }

  /**
   * Builds a registry of these records.
   *
   * @param keys for what is marked {@link Encrypted}
   * @throws InvalidMessageTypes that names every mistake in all of them
   */
  public static CodecRegistry of(Collection<? extends Class<?>> records, FieldKeys keys) {
    return new CodecRegistry(new Definitions().read(records), keys);
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
   * The data of a message in the format that its type declares.
   *
   * @throws NotEncodable when a value can not be written, or a required one is null
   */
  public Buffer encode(Record message) {
    return wire(definition(message).format()).encode(message);
  }

  /**
   * Reads the data that came with an envelope, of this version of its type or of one that leads to
   * it; never throws for bad data.
   */
  public Decoded decode(Envelope envelope, Buffer data) {
    var definition = byName.get(envelope.type());
    if (definition == null) {
      return new Decoded.UnknownType(envelope.type());
    }
    var format = Format.of(envelope.contentType());
    if (format.isEmpty()) {
      return new Decoded.Malformed(
          envelope.type(),
          "the content type is " + envelope.contentType() + ", neither JSON nor CBOR");
    }
    try {
      return new Decoded.Message(
          envelope, definition.read(envelope.version(), wire(format.get()), data));
    } catch (NotDecoded e) {
      return e.why();
    }
  }

  RecordWire wire(Format format) {
    return Objects.requireNonNull(wires.get(format));
  }
}
