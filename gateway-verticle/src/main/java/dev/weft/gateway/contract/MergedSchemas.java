package dev.weft.gateway.contract;

import dev.weft.gateway.plan.Template;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Schemas of objects and arrays that a route makes of others. */
final class MergedSchemas {
  private MergedSchemas() {}

  /** A field that the route names counts, wherever it stands; then the first that is merged. */
  static JsonObject object(Template.Merged merged, TemplateSchemas.Places places) {
    var properties = new JsonObject();
    var required = new LinkedHashSet<String>();
    for (var member : merged.members()) {
      if (member instanceof Template.Field field) {
        properties.put(field.name().text(), TemplateSchemas.of(field.value(), places));
        required.add(field.name().text());
      }
    }
    for (var member : merged.members()) {
      if (member instanceof Template.Spread(var place)) {
        spread(places, place, properties, required);
      }
    }
    var object = Schemas.type("object").put("properties", properties);
    return required.isEmpty()
        ? object
        : object.put("required", new JsonArray(List.copyOf(required)));
  }

  private static void spread(
      TemplateSchemas.Places places,
      Template.Place place,
      JsonObject properties,
      Set<String> required) {
    var alternatives = places.paths().alternatives(places.schema(place)).toList();
    for (var alternative : alternatives) {
      if (alternative.getValue("properties") instanceof JsonObject fields) {
        for (var name : fields.fieldNames()) {
          if (!properties.containsKey(name)) {
            properties.put(name, Schemas.of(fields.getValue(name)));
            boolean always =
                alternatives.size() == 1 && "object".equals(alternative.getValue("type"));
            if (always
                && alternative.getValue("required") instanceof JsonArray names
                && names.contains(name)) {
              required.add(name);
            }
          }
        }
      }
    }
  }

  /** What is no array is an item itself, null is none. */
  static JsonObject array(Template.Concatenated all, TemplateSchemas.Places places) {
    var items =
        all.places().stream()
            .flatMap(place -> places.paths().alternatives(places.schema(place)))
            .filter(schema -> !schema.equals(Schemas.nothing()))
            .map(MergedSchemas::item)
            .toList();
    return Schemas.arrayOf(Schemas.union(items));
  }

  private static JsonObject item(JsonObject schema) {
    if (schema.containsKey("items")) {
      return Schemas.of(schema.getValue("items"));
    }
    if (schema.getValue("type") instanceof JsonArray types && types.contains("null")) {
      var others = types.copy();
      others.remove("null");
      var type = others.size() == 1 ? others.getValue(0) : others;
      return schema.copy().put("type", type);
    }
    return "array".equals(schema.getValue("type")) ? Schemas.anything() : schema;
  }
}
