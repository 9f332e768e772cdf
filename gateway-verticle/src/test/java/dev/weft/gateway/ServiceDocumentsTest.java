package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.node.call.BusAnswer;
import dev.weft.node.call.BusCall;
import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;
import dev.weft.node.registry.State;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Services' own documents, wherever they come from and however they are written. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ServiceDocumentsTest {
  private static final String ROUTE =
      "GET /x: { calls: { a: { service: s, get: /a } }, answer: $a }";

  private static String document(String version, String schema) {
    return """
    {"openapi":"%s","info":{"title":"s","version":"1"},
     "paths":{"/a":{"get":{"responses":{"200":{"$ref":"#/components/responses/A"}}}}},
     "components":{
      "responses":{"A":{"description":"","content":{"application/json":{"schema":%s}}}},
      "schemas":{"A":{"type":"object","properties":{"next":{"$ref":"#/components/schemas/A"}}}}}}
    """
        .formatted(version, schema);
  }

  /** The schema of the only route, once the service's document is known. */
  private static JsonObject schema(TestGateway gateway) {
    return await()
        .until(
            () ->
                new JsonObject(gateway.get("/openapi.json").body())
                    .getJsonObject("paths")
                    .getJsonObject("/x")
                    .getJsonObject("get")
                    .getJsonObject("responses")
                    .getJsonObject("200")
                    .getJsonObject("content")
                    .getJsonObject("application/json")
                    .getJsonObject("schema"),
            schema -> !schema.isEmpty());
  }

  private static TestGateway before(TestService service) {
    return TestGateway.files()
        .service("s", service)
        .routes(ROUTE)
        .openapi("{ publish: true }")
        .start();
  }

  @Test
  void aServiceOnTheEventBusIsAskedThere() {
    try (var gateway =
        TestGateway.files()
            .serviceFile("s", "transport: event-bus\n")
            .routes(ROUTE)
            .openapi("{ publish: true }")
            .start()) {
      gateway
          .node
          .vertx()
          .eventBus()
          .<Buffer>consumer("weft.s-1")
          .handler(
              message -> {
                var body = Buffer.buffer(document("3.1.0", "{\"type\":\"integer\"}"));
                var headers = MultiMap.caseInsensitiveMultiMap();
                BusCall.reply(message, new BusAnswer(200, headers, body));
              })
          .completion()
          .await();
      gateway
          .node
          .registry()
          .register(
              new Instance(
                  "s-1/bus", "s", "1", Protocol.EVENT_BUS, "weft.s-1", 1, "default", State.UP))
          .await();

      assertThat(schema(gateway)).isEqualTo(new JsonObject("{\"type\":\"integer\"}"));
    }
  }

  @Test
  void mergedObjectsAndArraysAreDescribedAsTheyAreMade() {
    var document =
        document(
            "3.1.0",
            "{\"type\":\"object\",\"required\":[\"id\",\"own\"],\"properties\":{\"id\":{\"type\":\"integer\"},"
                + "\"own\":{\"type\":\"boolean\"},"
                + "\"list\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}}");
    try (var service = TestService.json(document);
        var gateway =
            TestGateway.files()
                .service("s", service)
                .routes(
                    """
                    GET /x:
                      calls: { a: { service: s, get: /a, omit: [own] } }
                      answer: { $spread: [$a], own: 1, all: { $concat: [$a.list, $a.id] } }
                    """)
                .openapi("{ publish: true }")
                .start()) {
      var schema =
          await().until(() -> schema(gateway), known -> known.toString().contains("\"id\""));

      assertThat(schema.getJsonArray("required"))
          .contains("own", "all", "id")
          .doesNotContain("list");
      var properties = schema.getJsonObject("properties");
      assertThat(properties.getJsonObject("own")).isEqualTo(new JsonObject("{\"const\":1}"));
      assertThat(properties.getJsonObject("all").getJsonObject("items").getJsonArray("anyOf"))
          .contains(
              new JsonObject("{\"type\":\"string\"}"), new JsonObject("{\"type\":\"integer\"}"));
    }
  }

  @Test
  void whatOpenApi30CallsNullableIsOrNull() {
    var document = document("3.0.3", "{\"type\":\"string\",\"nullable\":true}");
    try (var service = TestService.json(document);
        var gateway = before(service)) {
      assertThat(schema(gateway).getJsonArray("type"))
          .isEqualTo(new JsonArray().add("string").add("null"));
    }
  }

  @Test
  void aSchemaThatHoldsItselfIsTakenOverOnce() {
    var document = document("3.1.0", "{\"$ref\":\"#/components/schemas/A\"}");
    try (var service = TestService.json(document);
        var gateway = before(service)) {
      assertThat(schema(gateway).getString("$ref")).isEqualTo("#/components/schemas/s.A");
      var schemas =
          new JsonObject(gateway.get("/openapi.json").body())
              .getJsonObject("components")
              .getJsonObject("schemas");
      assertThat(schemas.fieldNames()).containsExactlyInAnyOrder("Problem", "s.A");
      assertThat(schemas.getJsonObject("s.A").toString()).contains("#/components/schemas/s.A");
    }
  }

  @Test
  void aReferenceThatLeadsNowhereOrInACircleAllowsAnything() {
    var document =
        document(
            "3.1.0",
            "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"other.json#/A\"},"
                + "\"b\":{\"$ref\":\"#/components/responses/A/content/application~1json/schema/properties/b\"}}}");
    try (var service = TestService.json(document);
        var gateway = before(service)) {
      var properties = schema(gateway).getJsonObject("properties");

      assertThat(properties.getJsonObject("a")).isEmpty();
      assertThat(properties.getJsonObject("b")).isEmpty();
    }
  }
}
