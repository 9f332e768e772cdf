package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.node.config.ConfigException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies that a service would refuse are refused before it is asked. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class BodySchemaTest {
  private static final String SCHEMA =
      """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["customer", "lines"],
        "additionalProperties": false,
        "properties": {
          "customer": { "type": "integer", "minimum": 1 },
          "lines": { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/line" } }
        },
        "$defs": {
          "line": {
            "type": "object",
            "required": ["product"],
            "properties": { "product": { "type": "string", "maxLength": 5 } }
          }
        }
      }
      """;
  private static final String ROUTES =
      """
      POST /orders: { body-schema: order.json, calls: { a: { service: s, post: /orders } } }
      """;

  private static TestGateway gateway(TestService service, String routes, String schema) {
    return TestGateway.files()
        .service("s", service)
        .file("routes/order.json", schema)
        .routes(routes)
        .start();
  }

  @Test
  void aBodyThatDoesNotFitIsRefusedWithPointers() {
    try (var service = TestService.json("1");
        var gateway = gateway(service, ROUTES, SCHEMA)) {
      var good = "{\"customer\":7,\"lines\":[{\"product\":\"p1\"}]}";
      assertThat(gateway.send("POST", "/orders", good).statusCode()).isEqualTo(200);
      assertThat(service.received.getFirst().body()).isEqualTo(good);
      var bad =
          gateway.send(
              "POST",
              "/orders",
              "{\"customer\":0,\"lines\":[{\"product\":\"p1\"},{\"product\":\"too long\"},{}]}");
      assertThat(bad.statusCode()).isEqualTo(400);
      assertThat(bad.headers().firstValue("content-type")).contains("application/problem+json");
      assertThat(bad.body())
          .contains("\"errors\":[")
          .contains("\"pointer\":\"/customer\"")
          .contains("\"pointer\":\"/lines/1/product\"")
          .contains("\"pointer\":\"/lines/2\"");
      for (var wrong :
          new String[] {"[]", "7", "{}", "{\"customer\":7,\"lines\":[],\"x\":1}", ""}) {
        assertThat(gateway.send("POST", "/orders", wrong).statusCode()).as(wrong).isEqualTo(400);
      }
      assertThat(service.received).hasSize(1);
    }
  }

  @Test
  void aSchemaThatCannotBeUsedIsAMistakeWithItsPlace() {
    try (var service = TestService.json("1")) {
      expectMistake(service, ROUTES.replace("order.json", "none.json"), SCHEMA, "cannot be read");
      expectMistake(service, ROUTES, "[1]", "is no JSON object");
      expectMistake(service, ROUTES, "{\"$ref\":\"#/$defs/none\"}", "is no JSON Schema");
      expectMistake(
          service,
          "GET /p: { body-schema: order.json, pass: { service: s } }\n",
          SCHEMA,
          "a pass-through has no body-schema");
      expectMistake(
          service,
          "GET /p: { body-schema: order.json, calls: { a: { service: s, get: /a } } }\n",
          SCHEMA,
          "the route has no use for a body");
    }
  }

  private static void expectMistake(
      TestService service, String routes, String schema, String message) {
    assertThatThrownBy(() -> gateway(service, routes, schema).close())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("routes.yaml:1:")
        .hasMessageContaining(message);
  }
}
