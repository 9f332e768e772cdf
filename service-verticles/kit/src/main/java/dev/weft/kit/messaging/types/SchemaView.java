package dev.weft.kit.messaging.types;

import dev.weft.kit.schema.RecordSchemas;
import dev.weft.node.config.Mistakes;
import dev.weft.node.config.Position;
import dev.weft.node.config.YamlFile;
import dev.weft.node.config.YamlList;
import dev.weft.node.config.YamlMapping;
import dev.weft.node.config.YamlNode;
import dev.weft.node.config.YamlScalar;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A place in a schema, with references followed and "or null" taken apart. JSON is YAML, so that
 * every place knows its line. What it has no word for, such as {@code oneOf}, is "anything".
 *
 * @param at where it stands, not what it refers to
 * @param node what it says, after references
 */
record SchemaView(YamlMapping root, YamlMapping node, Position at, boolean nullable) {

  private static final String DEFINITIONS = "#/" + MessageSchema.DEFINITIONS + "/";
  private static final int MOST_REFERENCES = 50;

  /** The root of a schema; empty, with a mistake, when the text is none. */
  static Optional<SchemaView> parse(String file, String text, Mistakes mistakes) {
    var before = mistakes.size();
    var node = YamlFile.parse(file, text, mistakes);
    if (node.isPresent() && !(node.get() instanceof YamlMapping)) {
      mistakes.add(node.get().at(), "", "a schema is an object");
    }
    return mistakes.size() > before
        ? Optional.empty()
        : node.map(YamlMapping.class::cast).map(root -> of(root, root));
  }

  private static SchemaView of(YamlMapping root, YamlMapping place) {
    var node = place;
    var nullable = false;
    for (var i = 0; i < MOST_REFERENCES; i++) {
      nullable |= allowsNull(node);
      var next = followed(root, node);
      if (next.isEmpty()) {
        break;
      }
      node = next.get();
    }
    return new SchemaView(root, node, place.at(), nullable);
  }

  private static boolean allowsNull(YamlMapping node) {
    return types(node).contains("null")
        || anyOf(node).anyMatch(some -> types(some).equals(List.of("null")));
  }

  /** What a reference, or an "or null", is really about. */
  private static Optional<YamlMapping> followed(YamlMapping root, YamlMapping node) {
    var reference = text(node, "$ref");
    if (reference.equals("#")) {
      return Optional.of(root);
    }
    if (reference.startsWith(DEFINITIONS)) {
      return mapping(root, MessageSchema.DEFINITIONS)
          .flatMap(all -> mapping(all, reference.substring(DEFINITIONS.length())));
    }
    var others = anyOf(node).filter(some -> !types(some).equals(List.of("null"))).toList();
    return others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty();
  }

  /** {@code object}, {@code array}, {@code string} and so on; empty for anything at all. */
  String type() {
    var types = types(node).stream().filter(type -> !type.equals("null")).toList();
    return types.size() == 1 ? types.getFirst() : "";
  }

  String format() {
    return text(node, "format");
  }

  /** The constants of an enum; empty when it is none. */
  Set<String> constants() {
    return texts("enum").collect(Collectors.toUnmodifiableSet());
  }

  /** The names of the fields that it tells of, in the file's order. */
  List<String> fields() {
    return mapping(node, "properties").stream()
        .flatMap(all -> all.entries().stream())
        .map(entry -> entry.key().text())
        .toList();
  }

  /** A field, placed at its name. */
  Optional<SchemaView> field(String name) {
    return mapping(node, "properties").stream()
        .flatMap(all -> all.entries().stream())
        .filter(entry -> entry.key().text().equals(name))
        .filter(entry -> entry.value() instanceof YamlMapping)
        .map(entry -> of(root, (YamlMapping) entry.value()).movedTo(entry.key().at()))
        .findFirst();
  }

  /** Whether a field is there and not null, always. */
  boolean isSure(String name) {
    return texts("required").anyMatch(name::equals)
        && field(name).filter(field -> !field.nullable()).isPresent();
  }

  /** What is in a list. */
  Optional<SchemaView> items() {
    return mapping(node, "items").map(items -> of(root, items));
  }

  /** What a map has behind its names. */
  Optional<SchemaView> values() {
    return mapping(node, "additionalProperties").map(values -> of(root, values));
  }

  /** What an encrypted field is when it is decrypted; empty for one that is not encrypted. */
  Optional<SchemaView> plain() {
    return mapping(node, RecordSchemas.PLAIN).map(plain -> of(root, plain).movedTo(at));
  }

  /** The field that orders messages; empty when it is not told. */
  String key() {
    return text(node, MessageSchema.KEY);
  }

  /** For people: {@code a string (uuid)}. */
  String describe() {
    if (plain().isPresent()) {
      return plain().get().describe() + ", encrypted";
    }
    if (!constants().isEmpty()) {
      return "one of " + constants().stream().sorted().toList();
    }
    var kind =
        switch (type()) {
          case "" -> "anything";
          case "array" -> "a list";
          case "object" -> values().isPresent() ? "a map" : "an object";
          case "integer" -> "an integer";
          default -> "a " + type();
        };
    return format().isEmpty() ? kind : kind + " (" + format() + ")";
  }

  private SchemaView movedTo(Position place) {
    return new SchemaView(root, node, place, nullable);
  }

  private static List<String> types(YamlMapping node) {
    return node.get("type").stream().flatMap(SchemaView::scalars).toList();
  }

  private static Stream<YamlMapping> anyOf(YamlMapping node) {
    return node.get("anyOf").stream()
        .flatMap(some -> some instanceof YamlList list ? list.items().stream() : Stream.of())
        .filter(YamlMapping.class::isInstance)
        .map(YamlMapping.class::cast);
  }

  private Stream<String> texts(String name) {
    return node.get(name).stream().flatMap(SchemaView::scalars);
  }

  private static Stream<String> scalars(YamlNode node) {
    return switch (node) {
      case YamlScalar scalar -> Stream.of(scalar.text());
      case YamlList list -> list.items().stream().flatMap(SchemaView::scalars);
      case YamlMapping _ -> Stream.of();
    };
  }

  private static String text(YamlMapping node, String name) {
    return node.get(name).stream().flatMap(SchemaView::scalars).findFirst().orElse("");
  }

  private static Optional<YamlMapping> mapping(YamlMapping node, String name) {
    return node.get(name).filter(YamlMapping.class::isInstance).map(YamlMapping.class::cast);
  }
}
