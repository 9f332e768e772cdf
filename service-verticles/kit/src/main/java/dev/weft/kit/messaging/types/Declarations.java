package dev.weft.kit.messaging.types;

import dev.weft.codecs.CodecRegistry;
import dev.weft.codecs.InvalidMessageTypes;
import dev.weft.codecs.MessageDefinition;
import dev.weft.kit.ServiceMessages;
import dev.weft.node.config.Mistakes;
import dev.weft.node.config.Position;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What services write and read, by the schemas of their records. */
record Declarations(List<Writer> writers, List<Reader> readers) {

  /** A schema as what it says, and taken apart. */
  record Form(JsonObject json, SchemaView view) {

    static Form of(String service, TypeVersion version, Class<? extends Record> record) {
      var json = MessageSchema.of(version, record);
      var view = SchemaView.parse(service, KeptSchemas.text(json), new Mistakes());
      return new Form(json, view.orElseThrow());
    }
  }

  /** One version that a service emits. */
  record Writer(String service, TypeVersion version, String contentType, Form form) {}

  /**
   * The versions of a type that a service can read.
   *
   * @param versions from the oldest to the one that its handler takes
   */
  record Reader(String service, String type, NavigableMap<Integer, Form> versions) {

    TypeVersion version(int number) {
      return new TypeVersion(type, number);
    }

    int newest() {
      return versions.lastKey();
    }
  }

  /** All that these services declare; what can not be a message is a mistake. */
  static Declarations of(List<ServiceMessages> services, Mistakes mistakes) {
    var writers = new ArrayList<Writer>();
    var readers = new ArrayList<Reader>();
    for (var service : services) {
      var name = service.service();
      for (var definition : definitions(name, service.emitted(), mistakes)) {
        var version = new TypeVersion(definition.name(), definition.version());
        var form = Form.of(name, version, definition.record());
        writers.add(new Writer(name, version, definition.format().mediaType(), form));
      }
      for (var definition : definitions(name, service.subscribed(), mistakes)) {
        readers.add(new Reader(name, definition.name(), versions(name, definition)));
      }
    }
    return new Declarations(List.copyOf(writers), List.copyOf(readers));
  }

  List<Writer> writersOf(TypeVersion version) {
    return writers.stream().filter(writer -> writer.version().equals(version)).toList();
  }

  private static List<MessageDefinition<?>> definitions(
      String service, Collection<? extends Class<?>> records, Mistakes mistakes) {
    try {
      return CodecRegistry.of(records).definitions().stream()
          .sorted(Comparator.comparing(MessageDefinition::name))
          .toList();
    } catch (InvalidMessageTypes e) {
      e.mistakes().forEach(text -> mistakes.add(Position.source(service), "", text));
      return List.of();
    }
  }

  private static NavigableMap<Integer, Form> versions(
      String service, MessageDefinition<?> definition) {
    var versions = new TreeMap<Integer, Form>();
    definition
        .versions()
        .forEach(
            (number, record) -> {
              var version = new TypeVersion(definition.name(), number);
              versions.put(number, Form.of(service, version, record));
            });
    return versions;
  }
}
