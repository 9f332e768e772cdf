package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.node.call.CallTokenKeys;
import dev.weft.node.call.CallTokenVerifier;
import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;
import dev.weft.node.registry.State;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The document of the whole API, made from the routes and the services' own documents. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ContractTest {
  private static final String PUBLISHED = "{ title: Shop, servers: [\"https://api.example.com\"] }";
  private static final String ROUTES =
      """
      GET /orders/{id}:
        summary: One order with its products.
        calls:
          order: { service: shop, get: "/orders/{id}?lines={query.lines|5}", omit: [secret] }
          customer: { service: shop, get: "/customers/{order.customerId}", pick: [name, address.city], optional: true }
          products:
            service: shop
            get: "/products?ids={keys}"
            join: { each: "order.lines[*]", by: productId, to: id, as: product }
            omit: [id]
            optional: true
          offers: { service: shop, get: "/offers?for={header.X-For|}", optional: true, default: [] }
          unknown: { service: silent, get: "/unknown", optional: true }
        answer:
          order: $order
          customer: $customer
          city: $customer.address.city
          ids: "$order.lines[*].productId"
          offers: $offers
          unknown: $unknown
          meta: { version: 2, source: weft, none: null }
      POST /orders:
        summary: Places an order.
        calls: { order: { service: shop, post: /orders } }
        answer: $order
      PUT /prices/{product}:
        calls:
          priced: { service: shop, put: "/products/{product}", body: { price: $body.amount, note: "$body.texts[0]" } }
      GET /shop/**: { pass: { service: shop, to: /** } }
      ANY /silent/**: { pass: { service: silent, to: /** } }
      """;
  private static final String DOCUMENT =
      """
      {"openapi":"3.1.0","info":{"title":"shop","version":"1"},"paths":{
       "/orders/{id}":{"get":{"parameters":[
          {"name":"id","in":"path","required":true,"schema":{"type":"integer","format":"int64"}},
          {"name":"lines","in":"query","schema":{"type":"integer","minimum":1}}],
        "responses":{"200":{"description":"","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Order"}}}},
                     "404":{"description":""}}}},
       "/orders":{"post":{"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/NewOrder"}}}},
        "responses":{"201":{"description":"","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Order"}}}},
                     "422":{"description":""}}}},
       "/customers/{customer}":{"get":{
        "responses":{"200":{"description":"","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Customer"}}}}}}},
       "/products":{"get":{
        "responses":{"200":{"description":"","content":{"application/json":{"schema":{"anyOf":[
           {"type":"object"},{"type":"array","items":{"$ref":"#/components/schemas/Product"}}]}}}}}}},
       "/products/{id}":{"put":{"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Price"}}}},
        "responses":{"204":{"description":""}}}},
       "/offers":{"get":{"parameters":[{"name":"for","in":"query","schema":{"type":"string","maxLength":9}}],
        "responses":{"200":{"description":"","content":{"application/json":{"schema":{"type":"array","items":{"type":"string"}}}}}}}}},
       "components":{"schemas":{
        "Order":{"type":"object","required":["id","customerId","lines","secret"],"properties":{
          "id":{"type":"integer"},"customerId":{"type":"integer"},"secret":{"type":"string"},
          "lines":{"type":"array","items":{"$ref":"#/components/schemas/Line"}},
          "parent":{"anyOf":[{"$ref":"#/components/schemas/Order"},{"type":"null"}]}}},
        "Line":{"type":"object","required":["productId"],"properties":{"productId":{"type":"integer"}}},
        "NewOrder":{"type":"object","required":["productId"],"additionalProperties":false,"properties":{"productId":{"type":"integer"}}},
        "Customer":{"type":"object","required":["name","address","age"],"properties":{"name":{"type":"string"},"age":{"type":"integer"},
          "address":{"type":"object","required":["city","street"],"properties":{"city":{"type":"string"},"street":{"type":"string"}}}}},
        "Product":{"type":"object","required":["id","title"],"properties":{"id":{"type":"integer"},"title":{"type":"string"}}},
        "Price":{"type":"object","required":["price"],"properties":{"price":{"type":"number"},"note":{"type":["string","null"]}}}}}}
      """;

  @TempDir private Path directory = Path.of("");

  private static void shop(TestService.Received request, TestService.Reply reply)
      throws IOException {
    switch (request.uri().replaceAll("\\?.*", "")) {
      case "/openapi.json" -> reply.json(200, DOCUMENT);
      case "/orders/7" ->
          reply.json(
              200,
              "{\"id\":7,\"customerId\":3,\"secret\":\"s\",\"lines\":[{\"productId\":1},{\"productId\":2}]}");
      case "/customers/3" ->
          reply.json(
              200,
              "{\"name\":\"Ada\",\"age\":36,\"address\":{\"city\":\"London\",\"street\":\"x\"}}");
      case "/products" -> reply.json(200, "[{\"id\":1,\"title\":\"Ink\"}]");
      case "/offers" -> reply.json(200, "[\"Pen\"]");
      default -> reply.body(404, "text/plain", "");
    }
  }

  private static TestGateway.Configured files(TestService shop, TestService silent) {
    return TestGateway.files()
        .service("shop", shop)
        .service("silent", silent)
        .routes(ROUTES)
        .openapi(PUBLISHED);
  }

  /** The document when it has been made with that of the shop. */
  private static JsonObject composed(TestGateway gateway) {
    return await()
        .until(
            () -> new JsonObject(gateway.get("/openapi.json").body()),
            document -> document.getJsonObject("components").getJsonObject("schemas").size() > 1);
  }

  private static JsonObject operation(JsonObject document, String path, String verb) {
    return document.getJsonObject("paths").getJsonObject(path).getJsonObject(verb);
  }

  private static JsonObject schema(JsonObject operation, String status) {
    return operation
        .getJsonObject("responses")
        .getJsonObject(status)
        .getJsonObject("content")
        .getJsonObject("application/json")
        .getJsonObject("schema");
  }

  private static List<String> operationIds(JsonObject document) {
    var ids = new ArrayList<String>();
    for (var path : document.getJsonObject("paths")) {
      for (var operation : (JsonObject) path.getValue()) {
        ids.add(((JsonObject) operation.getValue()).getString("operationId"));
      }
    }
    return ids;
  }

  private static TestService silent() {
    return TestService.answering((_, reply) -> reply.body(404, "text/plain", ""));
  }

  @Test
  void everyRouteIsAnOperationOfAValidOpenApi31Document() {
    try (var shop = TestService.answering(ContractTest::shop);
        var silent = silent();
        var gateway = files(shop, silent).start()) {
      var document = composed(gateway);
      OpenApi31.load().checkDocument(document);

      assertThat(document.getString("openapi")).isEqualTo("3.1.0");
      assertThat(document.getJsonObject("info").getString("title")).isEqualTo("Shop");
      assertThat(document.getJsonArray("servers").getJsonObject(0).getString("url"))
          .isEqualTo("https://api.example.com");
      assertThat(operationIds(document))
          .contains(
              "getOrdersById",
              "postOrders",
              "putPricesByProduct",
              "getShopOrdersById",
              "getShopProducts",
              "deleteSilentByPath");
      assertThat(operation(document, "/orders/{id}", "get").getString("summary"))
          .isEqualTo("One order with its products.");
    }
  }

  @Test
  void answersKeepToTheSchemaThatWasPutTogetherForThem() {
    try (var shop = TestService.answering(ContractTest::shop);
        var silent = silent();
        var gateway = files(shop, silent).start()) {
      var document = composed(gateway);
      var answer = gateway.get("/orders/7");

      assertThat(answer.statusCode()).isEqualTo(200);
      var judge = OpenApi31.load();
      var schema = schema(operation(document, "/orders/{id}", "get"), "200");
      judge.checkAnswer(document, schema, answer.body());
      var properties =
          schema(operation(document, "/orders/{id}", "get"), "200").getJsonObject("properties");
      var order = properties.getJsonObject("order");
      assertThat(order.getJsonObject("properties").fieldNames())
          .containsExactly("id", "customerId", "lines", "parent");
      var line = order.getJsonObject("properties").getJsonObject("lines").getJsonObject("items");
      assertThat(line.getJsonArray("required")).contains("productId", "product");
      var product = line.getJsonObject("properties").getJsonObject("product");
      assertThat(product.getJsonArray("type")).contains("object", "null");
      assertThat(product.getJsonObject("properties").fieldNames()).containsExactly("title");
      assertThat(properties.getJsonObject("customer").getJsonObject("properties").fieldNames())
          .containsExactly("name", "address");
      assertThat(properties.getJsonObject("city").getJsonArray("type"))
          .isEqualTo(new JsonArray().add("string").add("null"));
      assertThat(properties.getJsonObject("ids").getJsonObject("items").getString("type"))
          .isEqualTo("integer");
      assertThat(properties.getJsonObject("offers").getString("type")).isEqualTo("array");
      assertThat(properties.getJsonObject("unknown")).isEmpty();
      assertThat(properties.getJsonObject("meta").getJsonObject("properties"))
          .isEqualTo(
              new JsonObject(
                  "{\"version\":{\"const\":2},\"source\":{\"const\":\"weft\"},\"none\":{\"type\":\"null\"}}"));
    }
  }

  @Test
  void parametersAndBodiesComeFromWhatTheyFillInTheServices() {
    try (var shop = TestService.answering(ContractTest::shop);
        var silent = silent();
        var gateway = files(shop, silent).start()) {
      var document = composed(gateway);
      var parameters = operation(document, "/orders/{id}", "get").getJsonArray("parameters");
      assertThat(parameters)
          .containsExactly(
              new JsonObject(
                  """
                  {"name":"id","in":"path","required":true,"schema":{"type":"integer","format":"int64"}}\
                  """),
              new JsonObject(
                  """
                  {"name":"lines","in":"query","required":false,"schema":{"type":"integer","minimum":1,"default":5}}\
                  """),
              new JsonObject(
                  """
                  {"name":"X-For","in":"header","required":false,"schema":{"type":"string","maxLength":9}}\
                  """));
      assertThat(body(document, "/orders", "post").getString("$ref"))
          .isEqualTo("#/components/schemas/shop.NewOrder");
      var price = body(document, "/prices/{product}", "put").getJsonObject("properties");
      assertThat(price.getJsonObject("amount")).isEqualTo(new JsonObject("{\"type\":\"number\"}"));
      assertThat(price.getJsonObject("texts").getJsonObject("items").getJsonArray("type"))
          .contains("string", "null");
    }
  }

  private static JsonObject body(JsonObject document, String path, String verb) {
    return operation(document, path, verb)
        .getJsonObject("requestBody")
        .getJsonObject("content")
        .getJsonObject("application/json")
        .getJsonObject("schema");
  }

  @Test
  void statusesAreThoseOfTheTable() {
    try (var shop = TestService.answering(ContractTest::shop);
        var silent = silent();
        var gateway = files(shop, silent).start()) {
      var document = composed(gateway);
      var order = operation(document, "/orders/{id}", "get").getJsonObject("responses");
      var placed = operation(document, "/orders", "post").getJsonObject("responses");
      var priced = operation(document, "/prices/{product}", "put").getJsonObject("responses");

      assertThat(order.fieldNames())
          .containsExactlyInAnyOrder("200", "400", "404", "502", "503", "504", "default");
      assertThat(order.getJsonObject("200").getJsonObject("headers").fieldNames())
          .containsExactly("Weft-Partial");
      assertThat(order.getJsonObject("504").getJsonObject("content").fieldNames())
          .containsExactly("application/problem+json");
      assertThat(placed.fieldNames()).contains("201", "422").doesNotContain("200");
      assertThat(placed.getJsonObject("201").getJsonObject("headers").fieldNames())
          .containsExactly("Location");
      assertThat(priced.fieldNames()).contains("200").doesNotContain("204");
    }
  }

  @Test
  void aServiceThatDoesNotAnswerHoldsUpNobody() {
    try (var shop =
            TestService.answering(
                (request, reply) -> {
                  if (request.uri().equals("/openapi.json")) {
                    reply.hang();
                  } else {
                    shop(request, reply);
                  }
                });
        var silent = silent();
        var gateway = files(shop, silent).start()) {
      var document = new JsonObject(gateway.get("/openapi.json").body());

      assertThat(document.getJsonObject("paths").fieldNames()).contains("/orders/{id}");
      assertThat(body(document, "/orders", "post")).isEmpty();
      assertThat(gateway.get("/orders/7").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void requestsNeverAskForADocument() {
    try (var shop = TestService.answering(ContractTest::shop);
        var silent = silent();
        var gateway = files(shop, silent).start()) {
      composed(gateway);
      for (int i = 0; i < 5; i++) {
        gateway.get("/openapi.json");
        gateway.get("/orders/7");
      }

      assertThat(shop.received)
          .filteredOn(request -> request.uri().equals("/openapi.json"))
          .hasSize(1);
    }
  }

  @Test
  void aNewInstanceIsAskedForItsDocumentWithACallToken() throws IOException {
    CallTokenKeys.generate(directory);
    var verifier = CallTokenVerifier.fromJwks(directory.resolve("gateway.jwks"));
    try (var shop = TestService.answering(ContractTest::shop);
        var newer =
            TestService.answering(
                (_, reply) -> reply.json(200, DOCUMENT.replace("NewOrder", "Wish")));
        var gateway =
            TestGateway.files()
                .routes("POST /orders: { calls: { order: { service: shop, post: /orders } } }")
                .config("call-token: { key: \"" + directory.resolve("gateway.jwk") + "\" }\n")
                .openapi("{ publish: true }")
                .start()) {
      register(gateway, "shop-1", shop);
      assertThat(composed(gateway).toString())
          .contains("shop.NewOrder")
          .doesNotContain("shop.Wish");
      register(gateway, "shop-2", newer);
      await().until(() -> gateway.get("/openapi.json").body().contains("shop.Wish"));

      assertThat(verifier.reject(newer.received.getFirst().header("weft-call-token"), "shop"))
          .isEmpty();
      assertThat(shop.received).hasSize(1);
    }
  }

  private static void register(TestGateway gateway, String id, TestService service) {
    gateway
        .node
        .registry()
        .register(
            new Instance(id, "shop", "1", Protocol.HTTP, service.address(), 1, "default", State.UP))
        .await();
  }

  @Test
  void aRouteAtThePathWins() {
    try (var shop = TestService.json("\"mine\"");
        var gateway =
            TestGateway.files()
                .service("shop", shop)
                .openapi("{ publish: true }")
                .routes(
                    """
                    GET /openapi.json: { calls: { a: { service: shop, get: /x } }, answer: $a }
                    GET /docs/**: { pass: { service: shop } }
                    """)
                .start()) {
      assertThat(gateway.get("/openapi.json").body()).isEqualTo("\"mine\"");
      assertThat(gateway.get("/docs").body()).isEqualTo("\"mine\"");
      assertThat(gateway.get("/docs/start.js").body()).isEqualTo("\"mine\"");
    }
  }

  @Test
  void switchedOffThereIsNothing() {
    try (var shop = TestService.json("1");
        var gateway =
            TestGateway.files()
                .service("shop", shop)
                .openapi("{ publish: false }")
                .routes("GET /a: { calls: { a: { service: shop, get: /a } } }")
                .start()) {
      assertThat(gateway.get("/openapi.json").statusCode()).isEqualTo(404);
      assertThat(gateway.get("/docs").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void thePageLoadsNothingFromElsewhere() {
    try (var shop = TestService.json("1");
        var gateway =
            TestGateway.files()
                .service("shop", shop)
                .openapi(PUBLISHED)
                .routes("GET /a: { calls: { a: { service: shop, get: /a } } }")
                .start()) {
      var page = gateway.get("/docs");
      var policy = page.headers().firstValue("content-security-policy").orElse("");

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).doesNotContain("http");
      assertThat(policy)
          .contains("default-src 'none'", "script-src 'self';")
          .contains("connect-src 'self' https://api.example.com;");
      for (var file : new String[] {"start.js", "swagger-ui.css", "swagger-ui-bundle.js"}) {
        assertThat(page.body()).contains("/docs/" + file);
        var answer = gateway.get("/docs/" + file);
        assertThat(answer.statusCode()).isEqualTo(200);
        var etag = answer.headers().firstValue("etag").orElseThrow();
        assertThat(gateway.get("/docs/" + file, "if-none-match", etag).statusCode()).isEqualTo(304);
      }
    }
  }
}
