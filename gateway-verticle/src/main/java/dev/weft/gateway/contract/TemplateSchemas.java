package dev.weft.gateway.contract;

import dev.weft.gateway.json.JsonName;
import dev.weft.gateway.json.JsonText;
import dev.weft.gateway.plan.JsonPath;
import dev.weft.gateway.plan.Template;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads templates as the JSON they will be: every place becomes a text that no route can contain,
 * and the rest is what the route says.
 */
final class TemplateSchemas {
  /** Begins the text that stands for a piece; YAML has no such character. */
  private static final String MARK = "\u0000";

  private TemplateSchemas() {}

  /** What places look like. */
  record Places(SchemaPaths paths, BiFunction<Integer, JsonPath, JsonObject> found) {
    JsonObject schema(Template.Place place) {
      var schema = found.apply(place.call(), place.path());
      var otherwise = text(place.otherwise());
      return otherwise == null
          ? schema
          : Schemas.union(List.of(schema, Schemas.literal(otherwise)));
    }
  }

  /** The schema of what a template makes. */
  static JsonObject of(Template template, Places places) {
    return schema(tree(template), template.pieces(), places);
  }

  private static JsonObject schema(
      @Nullable Object tree, List<Template.Piece> pieces, Places places) {
    return switch (tree) {
      case JsonObject object -> {
        var properties = new JsonObject();
        object.forEach(
            member -> properties.put(member.getKey(), schema(member.getValue(), pieces, places)));
        yield Schemas.type("object")
            .put("properties", properties)
            .put("required", new JsonArray(new ArrayList<>(object.fieldNames())));
      }
      case JsonArray list -> literal(list, pieces, places);
      case String text when text.startsWith(MARK) -> piece(pieces.get(index(text)), places);
      case null -> Schemas.nothing();
      default -> Schemas.literal(tree);
    };
  }

  private static JsonObject literal(JsonArray list, List<Template.Piece> pieces, Places places) {
    var items = list.stream().map(item -> schema(item, pieces, places)).toList();
    return Schemas.arrayOf(Schemas.union(items));
  }

  private static JsonObject piece(Template.Piece piece, Places places) {
    return switch (piece) {
      case Template.Place place -> places.schema(place);
      case Template.RequestText(_, var otherwise) -> requestText(text(otherwise));
      case Template.Merged merged -> MergedSchemas.object(merged, places);
      case Template.Concatenated all -> MergedSchemas.array(all, places);
      case Template.Text _ -> Schemas.anything();
    };
  }

  private static JsonObject requestText(@Nullable Object otherwise) {
    return Schemas.union(
        List.of(
            Schemas.type("string"),
            otherwise == null ? Schemas.nothing() : Schemas.literal(otherwise)));
  }

  private static @Nullable Object text(Template.Text json) {
    return Json.decodeValue(new String(json.utf8(), StandardCharsets.UTF_8));
  }

  /**
   * Hands over every place of a template together with the schema of what it fills: the other way
   * round.
   */
  static void fill(
      Template template,
      JsonObject schema,
      SchemaPaths paths,
      BiConsumer<Template.Place, JsonObject> found) {
    fill(tree(template), template, new Wanted(schema, paths), found);
  }

  private record Wanted(JsonObject schema, SchemaPaths paths) {
    Wanted at(JsonPath.Step step) {
      return new Wanted(paths.within(schema, step), paths);
    }
  }

  private static void fill(
      @Nullable Object tree,
      Template template,
      Wanted wanted,
      BiConsumer<Template.Place, JsonObject> found) {
    switch (tree) {
      case JsonObject object ->
          object.forEach(
              member ->
                  fill(
                      member.getValue(),
                      template,
                      wanted.at(new JsonPath.Field(new JsonName(member.getKey()))),
                      found));
      case JsonArray list ->
          list.forEach(item -> fill(item, template, wanted.at(new JsonPath.Item(0)), found));
      case String text
          when text.startsWith(MARK)
              && template.pieces().get(index(text)) instanceof Template.Place place ->
          found.accept(place, wanted.schema());
      case null, default -> {}
    }
  }

  private static int index(String text) {
    return Integer.parseInt(text.substring(MARK.length()));
  }

  private static @Nullable Object tree(Template template) {
    var text = new StringBuilder();
    for (int i = 0; i < template.pieces().size(); i++) {
      switch (template.pieces().get(i)) {
        case Template.Text literal ->
            text.append(new String(literal.utf8(), StandardCharsets.UTF_8));
        case Template.Place _, Template.RequestText _, Template.Merged _, Template.Concatenated _ ->
            text.append(JsonText.quote(MARK + i));
      }
    }
    return Json.decodeValue(text.toString());
  }
}
