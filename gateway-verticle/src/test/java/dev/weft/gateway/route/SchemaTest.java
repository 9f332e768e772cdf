package dev.weft.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.TestFiles;
import dev.weft.node.config.Mistakes;
import dev.weft.node.config.YamlFile;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JSON Schemas that editors use say what the compiler says. */
final class SchemaTest {
  private static final Path DOCS = Path.of("..", "docs", "schema");

  @TempDir private Path directory;

  private static JsonObject schema(String name) throws IOException {
    return new JsonObject(Files.readString(DOCS.resolve(name + ".schema.json")));
  }

  private static OutputUnit validate(JsonObject schema, Path file) {
    var mistakes = new Mistakes();
    var root = YamlFile.read(file, mistakes).orElseThrow();
    var json = new JsonObject(Literals.json(root, "", mistakes));
    assertThat(mistakes.list()).isEmpty();
    var options =
        new JsonSchemaOptions().setDraft(Draft.DRAFT202012).setBaseUri("https://weft.dev");
    return Validator.create(JsonSchema.of(schema), options).validate(json);
  }

  private OutputUnit validate(JsonObject schema, String yaml) throws IOException {
    return validate(schema, Files.writeString(directory.resolve("of-the-test.yaml"), yaml));
  }

  @Test
  void everyKeyTheCompilerKnowsIsInTheSchemaAndNoOther() throws IOException {
    var definitions = schema("routes").getJsonObject("$defs");
    var route = definitions.getJsonObject("route");
    var call = definitions.getJsonObject("call");
    Map<JsonObject, List<String>> keys =
        Map.of(
            route,
            RouteCompiler.KEYS,
            inside(route, "pass"),
            RouteCompiler.PASS_KEYS,
            inside(route, "headers"),
            HeaderReader.ROUTE_KEYS,
            call,
            CallReader.KEYS,
            inside(call, "headers"),
            HeaderReader.CALL_KEYS,
            inside(call, "mock"),
            MockReader.KEYS,
            inside(call, "join"),
            CallReader.JOIN_KEYS);
    keys.forEach(
        (schema, known) ->
            assertThat(schema.getJsonObject("properties").fieldNames())
                .containsExactlyInAnyOrderElementsOf(known));
  }

  private static JsonObject inside(JsonObject schema, String key) {
    return schema.getJsonObject("properties").getJsonObject(key);
  }

  @Test
  void everyKeyOfAServiceFileIsInTheSchemaAndNoOther() throws IOException {
    var schema = schema("service");
    assertThat(schema.getJsonObject("properties").fieldNames())
        .containsExactlyInAnyOrderElementsOf(TestFiles.serviceKeys());
    var instance = inside(schema, "instances").getJsonObject("items");
    assertThat(instance.getJsonObject("properties").fieldNames())
        .isEqualTo(TestFiles.instanceKeys());
  }

  @Test
  void theRoutesThatAreShippedAreValid() throws IOException {
    for (var directory : List.of("conf/routes", "bench")) {
      for (var file : RouteFiles.files(Path.of("..").resolve(directory), new Mistakes())) {
        if (file.toString().contains("routes/")) {
          var found = validate(schema("routes"), file);
          assertThat(found.getValid()).as(file + " " + found.getErrors()).isTrue();
        }
      }
    }
  }

  @Test
  void whatTheCompilerRefusesByItsFormTheSchemaRefusesToo() throws IOException {
    var schema = schema("routes");
    for (var wrong :
        List.of(
            "GOT /a: { calls: {} }",
            "GET /a: {}",
            "GET /a: { calls: { b: { service: s } } }",
            "GET /a: { calls: { b: { service: s, get: /x, put: /x } } }",
            "GET /a: { calls: { b: { service: s, get: /x, optionl: true } } }",
            "GET /a: { calls: { b: { service: s, get: /x, timeout: soon } } }",
            "GET /a: { calls: { b: { service: s, get: /x, join: { each: a } } } }",
            "GET /a: { calls: { query: { service: s, get: /x } } }",
            "GET /a: { calls: { b: { service: s, get: /x, pick: [a], omit: [b] } } }")) {
      assertThat(validate(schema, wrong).getValid()).as(wrong).isFalse();
    }
    assertThat(validate(schema, "GET /a: { calls: { b: { service: s, get: /x } } }").getValid())
        .isTrue();
    assertThat(validate(schema("service"), "instances: [{ address: '10.0.0.1:80' }]").getValid())
        .isTrue();
    assertThat(validate(schema("service"), "instances: [{ address: 'x' }]").getValid()).isFalse();
  }
}
