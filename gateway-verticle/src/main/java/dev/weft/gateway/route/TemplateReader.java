package dev.weft.gateway.route;

import dev.weft.gateway.json.JsonText;
import dev.weft.gateway.plan.JsonPath;
import dev.weft.gateway.plan.Template;
import dev.weft.node.config.Mistakes;
import dev.weft.node.config.Nearest;
import dev.weft.node.config.YamlList;
import dev.weft.node.config.YamlMapping;
import dev.weft.node.config.YamlNode;
import dev.weft.node.config.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads an answer, or the body of a write: YAML with {@code $call} where a part is to stand. */
final class TemplateReader {
  private final Scope scope;
  private final Mistakes mistakes;
  private final List<Template.Piece> pieces = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  TemplateReader(Scope scope, Mistakes mistakes) {
    this.scope = scope;
    this.mistakes = mistakes;
  }

  Template read(YamlNode node, String path) {
    value(node, path);
    return finish();
  }

  /** Every call under its own name, those left out that are inside another part. */
  Template all() {
    var before = "{";
    for (var name : scope.calls()) {
      if (!scope.joins().contains(name)) {
        text.append(before).append(JsonText.quote(name)).append(':');
        place(scope.call(name), JsonPath.WHOLE);
        before = ",";
      }
    }
    text.append(before.equals("{") ? "{}" : "}");
    return finish();
  }

  private Template finish() {
    flush();
    return new Template(pieces);
  }

  private void flush() {
    if (!text.isEmpty()) {
      pieces.add(new Template.Text(text.toString().getBytes(StandardCharsets.UTF_8)));
      text.setLength(0);
    }
  }

  private void value(YamlNode node, String path) {
    switch (node) {
      case YamlMapping mapping -> object(mapping, path);
      case YamlList list -> array(list, path);
      case YamlScalar scalar when isReference(scalar) -> reference(scalar, path);
      case YamlScalar scalar -> text.append(Literals.json(unescaped(scalar), path, mistakes));
    }
  }

  private void object(YamlMapping mapping, String path) {
    var before = "{";
    for (var entry : mapping.entries()) {
      var key = entry.key().text();
      text.append(before).append(JsonText.quote(key)).append(':');
      value(entry.value(), path + "." + key);
      before = ",";
    }
    text.append(before.equals("{") ? "{}" : "}");
  }

  private void array(YamlList list, String path) {
    text.append('[');
    for (int i = 0; i < list.items().size(); i++) {
      text.append(i == 0 ? "" : ",");
      value(list.items().get(i), path + "[" + i + "]");
    }
    text.append(']');
  }

  private static boolean isReference(YamlScalar scalar) {
    return scalar.text().startsWith("$") && !scalar.text().startsWith("$$");
  }

  private static YamlScalar unescaped(YamlScalar scalar) {
    return scalar.text().startsWith("$$")
        ? new YamlScalar(scalar.at(), scalar.text().substring(1), scalar.kind())
        : scalar;
  }

  private void reference(YamlScalar scalar, String path) {
    var inside = scalar.text().substring(1);
    int end = 0;
    while (end < inside.length() && inside.charAt(end) != '.' && inside.charAt(end) != '[') {
      end++;
    }
    var name = inside.substring(0, end);
    int call = name.equals("body") ? Template.REQUEST_BODY : scope.call(name);
    boolean unknown = call < 0 && !name.equals("body");
    if (unknown) {
      mistakes.add(
          scalar.at(), path, "there is no call \"" + name + "\"", Nearest.of(name, scope.calls()));
    } else if (scope.joins().contains(name)) {
      mistakes.add(
          scalar.at(), path, "\"" + name + "\" is a join: its values stand inside another part");
    } else {
      path(scalar, path, call, inside.substring(end));
    }
  }

  private void path(YamlScalar scalar, String path, int call, String rest) {
    try {
      place(call, JsonPath.parse(rest.startsWith(".") ? rest.substring(1) : rest));
    } catch (IllegalArgumentException e) {
      mistakes.add(scalar.at(), path, String.valueOf(e.getMessage()));
    }
  }

  private void place(int call, JsonPath inside) {
    flush();
    pieces.add(new Template.Place(call, inside));
  }
}
