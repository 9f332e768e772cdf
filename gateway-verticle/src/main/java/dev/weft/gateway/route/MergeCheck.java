package dev.weft.gateway.route;

import dev.weft.gateway.json.JsonName;
import dev.weft.gateway.plan.Shape;
import dev.weft.gateway.plan.Template;
import dev.weft.node.config.Mistakes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds names that stand twice in an object into which others are merged, where that is known. */
final class MergeCheck {
  private final List<Shape.Draft> shapes;
  private final Mistakes mistakes;

  MergeCheck(List<Shape.Draft> shapes, Mistakes mistakes) {
    this.shapes = shapes;
    this.mistakes = mistakes;
  }

  void check(TemplateReader.Merge merge) {
    var seen = new HashSet<JsonName>();
    for (var member : merge.object().members()) {
      for (var name : names(member)) {
        if (!seen.add(name)) {
          var at = merge.mapping().get(TemplateReader.SPREAD).orElseThrow().at();
          var message = "\"" + name + "\" would stand twice in the object; omit it in one call";
          mistakes.add(at, merge.path() + "." + TemplateReader.SPREAD, message);
        }
      }
    }
  }

  private Set<JsonName> names(Template.Member member) {
    return switch (member) {
      case Template.Field field -> Set.of(field.name());
      case Template.Spread(var place) ->
          place.call() < 0 ? Set.of() : shapes.get(place.call()).at(place.path()).knownNames();
    };
  }
}
