package dev.weft.gateway.route;

import dev.weft.gateway.plan.Access;
import dev.weft.node.config.Nearest;
import dev.weft.node.config.YamlScalar;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.SchemaException;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a route asks of those who call it. */
final class AccessReader {
  static final List<String> KEYS = List.of("auth", "scopes", "limits", "cors", "body-schema");

  private static final List<String> AUTH = List.of("none", "optional", "required");

  private final KnownEdge known;
  private final Section section;

  AccessReader(KnownEdge known, Section section) {
    this.known = known;
    this.section = section;
  }

  Access read() {
    var auth = auth();
    var scopes = section.list("scopes").stream().map(YamlScalar::text).collect(Collectors.toSet());
    if (!scopes.isEmpty() && auth == Access.Auth.NONE) {
      section.mistake("scopes", "need auth: required or optional");
    }
    if (!scopes.isEmpty() && !known.auth()) {
      section.mistake("scopes", "need edge.auth in the gateway's file");
    }
    var limits = section.list("limits").stream().map(YamlScalar::text).toList();
    limits.forEach(name -> check("limits", name, known.limits(), "rate limit"));
    var cors = section.text("cors").orElse(null);
    if (cors != null && !cors.equals(Access.NO_CORS)) {
      check("cors", cors, known.cors(), "CORS policy");
    }
    return new Access(auth, Set.copyOf(scopes), limits, cors, schema().orElse(null));
  }

  private Access.@Nullable Auth auth() {
    var text = section.text("auth");
    if (text.isEmpty()) {
      return null;
    }
    if (!AUTH.contains(text.get())) {
      section.mistake(
          "auth", "must be one of " + String.join(", ", AUTH), Nearest.of(text.get(), AUTH));
      return null;
    }
    var auth = Access.Auth.valueOf(text.get().toUpperCase(Locale.ROOT));
    if (auth != Access.Auth.NONE && !known.auth()) {
      section.mistake("auth", "needs edge.auth in the gateway's file");
    }
    return auth;
  }

  private void check(String key, String name, Collection<String> names, String what) {
    if (!names.contains(name)) {
      section.mistake(key, "there is no " + what + " \"" + name + "\"", Nearest.of(name, names));
    }
  }

  /** The schema file, beside the file of the route. */
  private Optional<JsonObject> schema() {
    var name = section.text("body-schema");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    var file = Path.of(section.at().file()).resolveSibling(name.get());
    try {
      var schema = new JsonObject(Files.readString(file));
      // Tells at once of references that lead nowhere.
      var _ = Validator.create(JsonSchema.of(schema.copy()), options()).validate(new JsonObject());
      return Optional.of(schema);
    } catch (IOException _) {
      section.mistake("body-schema", "cannot be read: " + file);
    } catch (DecodeException | ClassCastException _) {
      section.mistake("body-schema", "is no JSON object: " + file);
    } catch (SchemaException | UnsupportedOperationException | IllegalArgumentException e) {
      section.mistake("body-schema", "is no JSON Schema: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static JsonSchemaOptions options() {
    return new JsonSchemaOptions().setBaseUri("https://weft.invalid/").setDraft(Draft.DRAFT202012);
  }
}
