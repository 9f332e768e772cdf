package dev.weft.kit.messaging.types;

import dev.weft.kit.messaging.types.Declarations.Form;
import dev.weft.node.config.Mistakes;
import dev.weft.node.config.Position;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The directory that keeps a schema for each version of each type: {@code conf/messages}. */
final class KeptSchemas {

  private final Path directory;
  private final Map<TypeVersion, Form> schemas = new TreeMap<>();

  private KeptSchemas(Path directory) {
    this.directory = directory;
  }

  /** Where nothing is kept. */
  static KeptSchemas none() {
    return new KeptSchemas(Path.of(""));
  }

  /** All that are there; those that can not be read are mistakes. */
  static KeptSchemas read(Path directory, Mistakes mistakes) {
    var kept = new KeptSchemas(directory);
    if (!Files.isDirectory(directory)) {
      return kept;
    }
    try (var files = Files.list(directory)) {
      files
          .sorted()
          .forEach(
              file ->
                  TypeVersion.of(file).ifPresent(version -> kept.read(file, version, mistakes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return kept;
  }

  private void read(Path file, TypeVersion version, Mistakes mistakes) {
    try {
      var text = Files.readString(file);
      var view = SchemaView.parse(file.toString(), text, mistakes);
      if (view.isPresent()) {
        schemas.put(version, new Form(new JsonObject(text), view.get()));
      }
    } catch (DecodeException _) {
      mistakes.add(Position.startOf(file), "", "this is not JSON");
    } catch (IOException e) {
      mistakes.add(Position.source(file.toString()), "", "the file cannot be read: " + e);
    }
  }

  Optional<Form> find(TypeVersion version) {
    return Optional.ofNullable(schemas.get(version));
  }

  /** Whether there is a file that nothing can be made of, which is a mistake of its own. */
  boolean isUnreadable(TypeVersion version) {
    return !schemas.containsKey(version) && Files.exists(file(version));
  }

  /** The versions of a type, from the first. */
  List<TypeVersion> versions(String type) {
    return schemas.keySet().stream().filter(version -> version.type().equals(type)).toList();
  }

  Map<TypeVersion, Form> all() {
    return Map.copyOf(schemas);
  }

  Path file(TypeVersion version) {
    return directory.resolve(version.fileName());
  }

  void write(TypeVersion version, JsonObject schema) {
    write(file(version), schema);
  }

  /** The AsyncAPI document, which is no schema. */
  Path document() {
    return directory.resolve("asyncapi.json");
  }

  /** What the document says of the whole, as somebody has written it into it. */
  JsonObject info() {
    return readDocument()
        .flatMap(document -> Optional.ofNullable(document.getJsonObject("info")))
        .orElseGet(() -> new JsonObject().put("title", "Messages").put("version", "1"));
  }

  /** The document; empty when it is not there, or is none. */
  Optional<JsonObject> readDocument() {
    try {
      return Optional.of(new JsonObject(Files.readString(document())));
    } catch (DecodeException | NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void writeDocument(JsonObject json) {
    write(document(), json);
  }

  private void write(Path file, JsonObject json) {
    try {
      Files.createDirectories(directory);
      Files.writeString(file, text(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same bytes for the same schema, on every machine. */
  static String text(JsonObject schema) {
    return schema.encodePrettily().replace("\r\n", "\n") + "\n";
  }
}
