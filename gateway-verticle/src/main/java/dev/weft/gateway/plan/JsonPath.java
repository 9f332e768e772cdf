package dev.weft.gateway.plan;

import dev.weft.gateway.json.JsonName;
import dev.weft.gateway.json.JsonTape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A way into a JSON value: {@code a.b[0].c} leads to one token, {@code [*].a} to many. Immutable.
 */
public record JsonPath(List<Step> steps) {
  /** The value itself. */
  public static final JsonPath WHOLE = new JsonPath(List.of());

  public JsonPath {
    steps = List.copyOf(steps);
  }

  /** One step of a path. */
  public sealed interface Step permits Field, Item, Each {}

  /** Into the field of an object. */
  public record Field(JsonName name) implements Step {}

  /** To one item of an array, counted from 0. */
  public record Item(int index) implements Step {}

  /** To every item of an array. */
  public record Each() implements Step {}

  /**
   * Reads {@code a.b[*].c}, with or without a first dot; throws IllegalArgumentException with a
   * reason.
   */
  public static JsonPath parse(String text) {
    var steps = new ArrayList<Step>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '[') {
        int close = text.indexOf(']', i);
        steps.add(bracket(close < 0 ? text.substring(i) : text.substring(i + 1, close)));
        i = close + 1;
      } else {
        int from = c == '.' ? i + 1 : i;
        int to = endOfName(text, from);
        if (from == to || (c != '.' && i > 0)) {
          throw new IllegalArgumentException("a name is expected at \"" + text.substring(i) + "\"");
        }
        steps.add(new Field(new JsonName(text.substring(from, to))));
        i = to;
      }
    }
    return new JsonPath(steps);
  }

  private static int endOfName(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) != '.' && text.charAt(i) != '[') {
      i++;
    }
    return i;
  }

  private static Step bracket(String inside) {
    if (inside.equals("*")) {
      return new Each();
    }
    if (!inside.isEmpty() && inside.length() < 7 && inside.chars().allMatch(Character::isDigit)) {
      return new Item(Integer.parseInt(inside));
    }
    throw new IllegalArgumentException("[*] or [0] is expected at \"" + inside + "\"");
  }

  public boolean isWhole() {
    return steps.isEmpty();
  }

  /** Whether it may lead to several tokens. */
  public boolean leadsToMany() {
    return steps.stream().anyMatch(step -> step instanceof Each);
  }

  /** The one token, or {@link JsonTape#NONE}. */
  public int find(JsonTape tape, int from) {
    int token = from;
    for (int i = 0; i < steps.size() && token != JsonTape.NONE; i++) {
      token = step(tape, token, steps.get(i));
    }
    return token;
  }

  private static int step(JsonTape tape, int token, Step step) {
    return switch (step) {
      case Field field -> tape.field(token, field.name());
      case Item item -> tape.item(token, item.index());
      case Each _ -> JsonTape.NONE;
    };
  }

  /** Hands over every token it leads to, in the order in which they are written. */
  public void forEach(JsonTape tape, int from, IntConsumer found) {
    forEach(tape, from, 0, found);
  }

  private void forEach(JsonTape tape, int token, int depth, IntConsumer found) {
    if (token == JsonTape.NONE) {
      return;
    }
    if (depth == steps.size()) {
      found.accept(token);
      return;
    }
    var step = steps.get(depth);
    if (!(step instanceof Each)) {
      forEach(tape, step(tape, token, step), depth + 1, found);
    } else if (tape.kind(token) == JsonTape.Kind.ARRAY) {
      int end = tape.next(token);
      for (int item = tape.first(token); item < end; item = tape.next(item)) {
        forEach(tape, item, depth + 1, found);
      }
    }
  }

  @Override
  public String toString() {
    var out = new StringBuilder();
    for (var step : steps) {
      switch (step) {
        case Field field -> out.append(out.isEmpty() ? "" : ".").append(field.name());
        case Item item -> out.append('[').append(item.index()).append(']');
        case Each _ -> out.append("[*]");
      }
    }
    return out.toString();
  }
}
