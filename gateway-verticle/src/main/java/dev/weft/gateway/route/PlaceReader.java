package dev.weft.gateway.route;

import dev.weft.gateway.json.JsonScanner;
import dev.weft.gateway.json.JsonText;
import dev.weft.gateway.plan.JsonPath;
import dev.weft.gateway.plan.Template;
import dev.weft.node.config.Mistakes;
import dev.weft.node.config.Nearest;
import dev.weft.node.config.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads one {@code $reference|default} of an answer or a body. */
final class PlaceReader {
  private static final int DEPTH = 20;

  private final Scope scope;
  private final Mistakes mistakes;

  PlaceReader(Scope scope, Mistakes mistakes) {
    this.scope = scope;
    this.mistakes = mistakes;
  }

  static boolean isReference(YamlScalar scalar) {
    return scalar.text().startsWith("$") && !scalar.text().startsWith("$$");
  }

  Optional<Template.Piece> read(YamlScalar scalar, String path) {
    var inside = scalar.text().substring(1);
    int bar = inside.indexOf('|');
    var reference = bar < 0 ? inside : inside.substring(0, bar);
    var otherwise = bar < 0 ? Optional.<String>empty() : Optional.of(inside.substring(bar + 1));
    int end = Scope.endOfName(reference);
    var name = reference.substring(0, end);
    if (scope.parameters().contains(reference) || name.equals("query") || name.equals("header")) {
      var literal = otherwise.map(text -> Template.Text.of(JsonText.quote(text)));
      return new ReferenceReader(
              scope, false, (message, nearest) -> mistakes.add(scalar.at(), path, message, nearest))
          .read(reference)
          .map(found -> new Template.RequestText(found, literal.orElse(Template.NULL)));
    }
    return source(name, scalar, path)
        .flatMap(call -> place(call, reference.substring(end), otherwise, scalar, path));
  }

  /** The position of what a reference leads into. */
  private Optional<Integer> source(String name, YamlScalar scalar, String path) {
    if (name.equals("body")) {
      return Optional.of(Template.REQUEST_BODY);
    }
    if (name.equals("claims")) {
      return scope.claims()
          ? Optional.of(Template.CLAIMS)
          : refuse(scalar, path, "only a route with auth knows the claims of its caller");
    }
    if (scope.joins().contains(name)) {
      return refuse(
          scalar, path, "\"" + name + "\" is a join: its values stand inside another part");
    }
    int call = scope.call(name);
    if (call < 0) {
      var nearest = Nearest.of(name, scope.calls());
      mistakes.add(scalar.at(), path, "there is no call \"" + name + "\"", nearest);
      return Optional.empty();
    }
    return Optional.of(call);
  }

  private Optional<Template.Piece> place(
      int call, String rest, Optional<String> otherwise, YamlScalar scalar, String path) {
    JsonPath inside;
    try {
      inside = JsonPath.parse(rest.startsWith(".") ? rest.substring(1) : rest);
    } catch (IllegalArgumentException e) {
      return refuse(scalar, path, String.valueOf(e.getMessage()));
    }
    if (otherwise.isPresent() && inside.leadsToMany()) {
      return refuse(scalar, path, "a list is never missing, so it has no default");
    }
    if (otherwise.isPresent() && inside.isWhole() && call >= 0) {
      return refuse(scalar, path, "a whole part has its default in the call: optional, default");
    }
    return Optional.of(
        new Template.Place(
            call, inside, otherwise.map(PlaceReader::literal).orElse(Template.NULL)));
  }

  /** JSON as it is, anything else as a text. */
  private static Template.Text literal(String text) {
    boolean json = JsonScanner.check(text.getBytes(StandardCharsets.UTF_8), DEPTH) == null;
    return Template.Text.of(json ? text : JsonText.quote(text));
  }

  private <T> Optional<T> refuse(YamlScalar scalar, String path, String message) {
    mistakes.add(scalar.at(), path, message);
    return Optional.empty();
  }
}
