package dev.weft.gateway.route;

import dev.weft.gateway.plan.JsonPath;
import dev.weft.gateway.plan.Reference;
import dev.weft.node.config.Nearest;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what stands between the braces of an address or a condition. */
final class ReferenceReader {
  private final Scope scope;
  private final boolean inJoin;
  private final Complaints complaints;

  /** Where mistakes go. */
  @FunctionalInterface
  interface Complaints {
    void tell(String message, @Nullable String nearest);
  }

  ReferenceReader(Scope scope, boolean inJoin, Complaints complaints) {
    this.scope = scope;
    this.inJoin = inJoin;
    this.complaints = complaints;
  }

  Optional<Reference> read(String text) {
    int parameter = scope.parameters().indexOf(text);
    if (parameter >= 0) {
      return Optional.of(new Reference.PathParameter(text, parameter));
    }
    int end = Scope.endOfName(text);
    var name = text.substring(0, end);
    var rest = text.substring(end);
    return switch (name) {
      case "query" -> named(text, rest).map(query -> new Reference.QueryParameter(text, query));
      case "header" -> named(text, rest).map(header -> new Reference.Header(text, header));
      case "body" -> path(rest).map(path -> new Reference.BodyValue(text, path));
      case "claims" -> claims(text, rest);
      case "keys" -> keys(text);
      default -> part(text, name, rest);
    };
  }

  private Optional<String> named(String text, String rest) {
    if (rest.length() > 1 && rest.charAt(0) == '.') {
      return Optional.of(rest.substring(1));
    }
    return refuse("{" + text + "}: a name is missing, such as {" + text + ".name}");
  }

  private Optional<Reference> claims(String text, String rest) {
    return scope.claims()
        ? path(rest).map(path -> new Reference.ClaimValue(text, path))
        : refuse("{" + text + "}: only a route with auth knows the claims of its caller");
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
    complaints.tell(message, Nearest.of(name, valid));
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
    complaints.tell(message, null);
    return Optional.empty();
  }
}
