package dev.weft.gateway.route;

import dev.weft.gateway.json.JsonName;
import dev.weft.gateway.json.JsonText;
import dev.weft.gateway.plan.JsonPath;
import dev.weft.gateway.plan.Template;
import dev.weft.node.config.Mistakes;
import dev.weft.node.config.Nearest;
import dev.weft.node.config.YamlEntry;
import dev.weft.node.config.YamlList;
import dev.weft.node.config.YamlMapping;
import dev.weft.node.config.YamlNode;
import dev.weft.node.config.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an answer, or the body of a call: YAML with {@code $call} where a part is to stand, {@code
 * $spread} where the fields of others are, and {@code $concat} for the items of others.
 */
final class TemplateReader {
  static final String SPREAD = "$spread";
  static final String CONCAT = "$concat";

  private final PlaceReader places;
  private final Scope scope;
  private final Mistakes mistakes;
  private final List<Merge> merges;
  private final List<Template.Piece> pieces = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  /** An object into which others are merged, and where it stands. */
  record Merge(Template.Merged object, YamlMapping mapping, String path) {}

  /**
   * A reader.
   *
   * @param merges where objects go that are to be checked for names that stand twice
   */
  TemplateReader(Scope scope, Mistakes mistakes, List<Merge> merges) {
    this.places = new PlaceReader(scope, mistakes);
    this.scope = scope;
    this.mistakes = mistakes;
    this.merges = merges;
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
        add(new Template.Place(scope.call(name), JsonPath.WHOLE, Template.NULL));
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
      pieces.add(Template.Text.of(text.toString()));
      text.setLength(0);
    }
  }

  private void add(Template.Piece piece) {
    flush();
    pieces.add(piece);
  }

  private void value(YamlNode node, String path) {
    switch (node) {
      case YamlMapping mapping when mapping.get(CONCAT).isPresent() -> concat(mapping, path);
      case YamlMapping mapping when mapping.get(SPREAD).isPresent() -> merged(mapping, path);
      case YamlMapping mapping -> object(mapping, path);
      case YamlList list -> array(list, path);
      case YamlScalar scalar when PlaceReader.isReference(scalar) ->
          places.read(scalar, path).ifPresent(this::add);
      case YamlScalar scalar -> text.append(Literals.json(unescaped(scalar), path, mistakes));
    }
  }

  private void object(YamlMapping mapping, String path) {
    var before = "{";
    for (var entry : mapping.entries()) {
      text.append(before).append(JsonText.quote(name(entry, path))).append(':');
      value(entry.value(), path + "." + entry.key().text());
      before = ",";
    }
    text.append(before.equals("{") ? "{}" : "}");
  }

  private String name(YamlEntry entry, String path) {
    if (PlaceReader.isReference(entry.key())) {
      var key = entry.key();
      var nearest = Nearest.of(key.text(), List.of(SPREAD, CONCAT));
      mistakes.add(
          key.at(), path, "there is no " + key.text() + "; $$ stands for one $ in a name", nearest);
    }
    return unescaped(entry.key()).text();
  }

  private void array(YamlList list, String path) {
    text.append('[');
    for (int i = 0; i < list.items().size(); i++) {
      text.append(i == 0 ? "" : ",");
      value(list.items().get(i), path + "[" + i + "]");
    }
    text.append(']');
  }

  private static YamlScalar unescaped(YamlScalar scalar) {
    return scalar.text().startsWith("$$")
        ? new YamlScalar(scalar.at(), scalar.text().substring(1), scalar.kind())
        : scalar;
  }

  private void merged(YamlMapping mapping, String path) {
    var members = new ArrayList<Template.Member>();
    for (var entry : mapping.entries()) {
      if (entry.key().text().equals(SPREAD)) {
        references(entry, path).forEach(place -> members.add(new Template.Spread(place)));
      } else {
        var inner = new TemplateReader(scope, mistakes, merges);
        var value = inner.read(entry.value(), path + "." + entry.key().text());
        members.add(new Template.Field(new JsonName(name(entry, path)), value));
      }
    }
    var object = new Template.Merged(members);
    merges.add(new Merge(object, mapping, path));
    add(object);
  }

  private void concat(YamlMapping mapping, String path) {
    for (var entry : mapping.entries()) {
      if (entry.key().text().equals(CONCAT)) {
        add(new Template.Concatenated(references(entry, path)));
      } else {
        mistakes.add(
            entry.key().at(), path + "." + entry.key().text(), "nothing can stand beside $concat");
      }
    }
  }

  private List<Template.Place> references(YamlEntry entry, String path) {
    var key = path + "." + entry.key().text();
    var nodes = entry.value() instanceof YamlList list ? list.items() : List.of(entry.value());
    return nodes.stream().map(node -> part(node, key)).flatMap(Optional::stream).toList();
  }

  private Optional<Template.Place> part(YamlNode node, String path) {
    if (node instanceof YamlScalar scalar && PlaceReader.isReference(scalar)) {
      var piece = places.read(scalar, path);
      if (piece.isEmpty()) {
        return Optional.empty();
      }
      if (piece.get() instanceof Template.Place place && place.otherwise().equals(Template.NULL)) {
        return Optional.of(place);
      }
    }
    mistakes.add(node.at(), path, "must be a part or a value in one, such as $customer.address");
    return Optional.empty();
  }
}
