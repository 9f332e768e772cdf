package dev.weft.gateway.route;

import dev.weft.gateway.plan.JsonPath;
import dev.weft.gateway.plan.Shape;
import java.util.Optional;

/** Reads {@code pick} and {@code omit} of a call. */
final class ShapeReader {
  private ShapeReader() {}

  static Shape.Draft read(Section call) {
    var shape = new Shape.Draft();
    for (var scalar : call.list("pick")) {
      path(call, "pick", scalar.text()).ifPresent(shape::pick);
    }
    for (var scalar : call.list("omit")) {
      path(call, "omit", scalar.text()).ifPresent(shape::omit);
    }
    return shape;
  }

  private static Optional<JsonPath> path(Section section, String key, String text) {
    try {
      var path = JsonPath.parse(text);
      if (path.steps().stream().allMatch(step -> step instanceof JsonPath.Field)
          && !path.isWhole()) {
        return Optional.of(path);
      }
      section.mistake(
          key, "\"" + text + "\" must be the name of a field, such as price or lines.price");
    } catch (IllegalArgumentException e) {
      section.mistake(key, String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }
}
