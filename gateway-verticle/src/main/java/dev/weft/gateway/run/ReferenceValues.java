package dev.weft.gateway.run;

import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.plan.JsonPath;
import dev.weft.gateway.plan.Reference;
import dev.weft.gateway.plan.Values;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Looks references up in the request and in the parts there are so far. */
final class ReferenceValues implements Values {
  private final RequestValues request;
  private final IntFunction<@Nullable JsonTape> tapes;
  private final List<String> joinKeys;

  ReferenceValues(
      RequestValues request, IntFunction<@Nullable JsonTape> tapes, List<String> joinKeys) {
    this.request = request;
    this.tapes = tapes;
    this.joinKeys = joinKeys;
  }

  @Override
  public @Nullable String value(Reference reference) {
    return switch (reference) {
      case Reference.PathParameter parameter -> request.pathParameters().get(parameter.index());
      case Reference.QueryParameter parameter -> request.queryParameter(parameter.name());
      case Reference.Header header -> request.headers().get(header.name());
      case Reference.BodyValue body -> one(request.tape(), body.path());
      case Reference.ClaimValue claim -> one(request.caller().claims(), claim.path());
      case Reference.PartValue part -> one(tapes.apply(part.call()), part.path());
      case Reference.JoinKeys _ -> null;
    };
  }

  @Override
  public List<String> values(Reference reference) {
    return switch (reference) {
      case Reference.BodyValue body -> distinct(request.tape(), body.path());
      case Reference.ClaimValue claim -> distinct(request.caller().claims(), claim.path());
      case Reference.PartValue part -> distinct(tapes.apply(part.call()), part.path());
      case Reference.JoinKeys _ -> joinKeys;
      default -> List.of();
    };
  }

  /** An object is something, though it is no value of an address. */
  @Override
  public boolean has(Reference reference) {
    return switch (reference) {
      case Reference.BodyValue body -> any(request.tape(), body.path());
      case Reference.ClaimValue claim -> any(request.caller().claims(), claim.path());
      case Reference.PartValue part -> any(tapes.apply(part.call()), part.path());
      case Reference.JoinKeys _ -> !joinKeys.isEmpty();
      default -> value(reference) != null;
    };
  }

  private static boolean any(@Nullable JsonTape tape, JsonPath path) {
    if (tape == null) {
      return false;
    }
    var found = new boolean[1];
    path.forEach(tape, 0, token -> found[0] |= tape.kind(token) != JsonTape.Kind.NULL);
    return found[0];
  }

  private static @Nullable String one(@Nullable JsonTape tape, JsonPath path) {
    return tape == null ? null : scalar(tape, path.find(tape, 0));
  }

  private static List<String> distinct(@Nullable JsonTape tape, JsonPath path) {
    return tape == null ? List.of() : new ArrayList<>(distinct(tape, 0, path, JsonPath.WHOLE));
  }

  /** The distinct scalars that stand at one path below every token of another. */
  static SequencedSet<String> distinct(JsonTape tape, int from, JsonPath each, JsonPath below) {
    var all = new LinkedHashSet<String>();
    each.forEach(
        tape,
        from,
        token -> {
          var value = scalar(tape, below.find(tape, token));
          if (value != null) {
            all.add(value);
          }
        });
    return all;
  }

  private static @Nullable String scalar(JsonTape tape, int token) {
    if (token == JsonTape.NONE) {
      return null;
    }
    return switch (tape.kind(token)) {
      case TEXT, NUMBER, BOOLEAN -> tape.text(token);
      case OBJECT, ARRAY, NULL -> null;
    };
  }
}
