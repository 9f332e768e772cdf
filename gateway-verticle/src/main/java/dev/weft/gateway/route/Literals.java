package dev.weft.gateway.route;

import dev.weft.gateway.json.JsonScanner;
import dev.weft.gateway.json.JsonText;
import dev.weft.node.config.Mistakes;
import dev.weft.node.config.YamlList;
import dev.weft.node.config.YamlMapping;
import dev.weft.node.config.YamlNode;
import dev.weft.node.config.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** YAML values as JSON. */
final class Literals {
  private static final int DEPTH = 20;

  private Literals() {}

  static String json(YamlNode node, String path, Mistakes mistakes) {
    return switch (node) {
      case YamlScalar scalar -> scalar(scalar, path, mistakes);
      case YamlList list ->
          list.items().stream()
              .map(item -> json(item, path, mistakes))
              .collect(Collectors.joining(",", "[", "]"));
      case YamlMapping mapping ->
          mapping.entries().stream()
              .map(
                  entry ->
                      JsonText.quote(entry.key().text())
                          + ":"
                          + json(entry.value(), path, mistakes))
              .collect(Collectors.joining(",", "{", "}"));
    };
  }

  private static String scalar(YamlScalar scalar, String path, Mistakes mistakes) {
    return switch (scalar.kind()) {
      case NULL -> "null";
      case STRING -> JsonText.quote(scalar.text());
      case BOOLEAN, INTEGER, FLOAT -> {
        if (JsonScanner.check(scalar.text().getBytes(StandardCharsets.UTF_8), DEPTH) != null) {
          mistakes.add(scalar.at(), path, scalar.text() + " cannot be written as JSON");
          yield "null";
        }
        yield scalar.text();
      }
    };
  }
}
