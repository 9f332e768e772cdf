package dev.weft.gateway.route;

import dev.weft.gateway.plan.JsonPath;
import dev.weft.gateway.plan.Reference;
import dev.weft.node.config.Nearest;
import java.util.ArrayList;
import java.util.Optional;

/** Reads what stands between the braces of an address. */
final class ReferenceReader {
  private final Scope scope;
  private final Section section;
  private final String key;
  private final boolean inJoin;

  ReferenceReader(Scope scope, Section section, String key, boolean inJoin) {
    this.scope = scope;
    this.section = section;
    this.key = key;
    this.inJoin = inJoin;
  }

  Optional<Reference> read(String text) {
    int parameter = scope.parameters().indexOf(text);
    if (parameter >= 0) {
      return Optional.of(new Reference.PathParameter(text, parameter));
    }
    int end = endOfName(text);
    var name = text.substring(0, end);
    var rest = text.substring(end);
    return switch (name) {
      case "query" -> named(text, rest).map(query -> new Reference.QueryParameter(text, query));
      case "header" -> named(text, rest).map(header -> new Reference.Header(text, header));
      case "body" -> path(rest).map(path -> new Reference.BodyValue(text, path));
      case "claims" ->
          refuse(
              "{" + text + "}: claims are not available: this gateway checks no tokens of clients");
      case "keys" -> keys(text);
      default -> part(text, name, rest);
    };
  }

  private static int endOfName(String text) {
    int i = 0;
    while (i < text.length() && text.charAt(i) != '.' && text.charAt(i) != '[') {
      i++;
    }
    return i;
  }

  private Optional<String> named(String text, String rest) {
    if (rest.length() > 1 && rest.charAt(0) == '.') {
      return Optional.of(rest.substring(1));
    }
    return refuse("{" + text + "}: a name is missing, such as {" + text + ".name}");
  }

  private Optional<Reference> keys(String text) {
    return inJoin
        ? Optional.of(new Reference.JoinKeys(text))
        : refuse("{keys} stands for the keys of a join, and this call has none");
  }

  private Optional<Reference> part(String text, String name, String rest) {
    int call = scope.call(name);
    if (call >= 0 && scope.joins().contains(name)) {
      return refuse("{" + text + "}: a join has no part of its own to refer to");
    }
    if (call >= 0) {
      return path(rest).map(path -> new Reference.PartValue(text, call, path));
    }
    var valid = new ArrayList<>(scope.parameters());
    valid.addAll(scope.calls());
    var message =
        rest.isEmpty()
            ? "{" + text + "}: the route's path has no such parameter and there is no such call"
            : "{" + text + "}: there is no call \"" + name + "\"";
    section.mistake(key, message, Nearest.of(name, valid));
    return Optional.empty();
  }

  private Optional<JsonPath> path(String rest) {
    try {
      return Optional.of(JsonPath.parse(rest.startsWith(".") ? rest.substring(1) : rest));
    } catch (IllegalArgumentException e) {
      return refuse(String.valueOf(e.getMessage()));
    }
  }

  private <T> Optional<T> refuse(String message) {
    section.mistake(key, message);
    return Optional.empty();
  }
}
