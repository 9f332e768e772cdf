package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Routes that write. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class WriteTest {
  private static final String ROUTES =
      """
      POST /orders:
        calls:
          order: { service: orders, post: /orders }
        answer: $order
      POST /checked:
        calls:
          order: { service: orders, post: /orders, body: { id: $body.customer, name: $customer.name, kind: checked } }
          customer: { service: customers, get: "/customers/{body.customer}" }
      DELETE /orders/{id}:
        calls:
          order: { service: orders, delete: "/orders/{id}" }
        answer: $order
      """;

  private static TestGateway gateway(TestService orders, TestService customers) {
    return TestGateway.files()
        .service("orders", orders)
        .service("customers", customers)
        .config("limits: { body: 10KB }\n")
        .routes(ROUTES)
        .start();
  }

  private static TestService created() {
    return TestService.answering(
        (request, reply) ->
            reply.body(
                201,
                "application/json",
                "{\"id\":7}",
                "location: /orders/7",
                "etag: \"v1\"",
                "x-secret: 1"));
  }

  @Test
  void theWritesStatusLocationAndVersionAreTheAnswers() {
    try (var orders = created();
        var gateway = gateway(orders, orders)) {
      var answer =
          gateway.send(
              "POST",
              "/orders",
              "{\"n\": 1.50}",
              "content-type",
              "application/json",
              "idempotency-key",
              "k1");
      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(answer.body()).isEqualTo("{\"id\":7}");
      assertThat(answer.headers().firstValue("location")).contains("/orders/7");
      assertThat(answer.headers().firstValue("etag")).contains("\"v1\"");
      assertThat(answer.headers().firstValue("x-secret")).isEmpty();
      var sent = orders.received.getFirst();
      assertThat(sent.body()).isEqualTo("{\"n\": 1.50}");
      assertThat(sent.header("idempotency-key")).isEqualTo("k1");
      assertThat(sent.header("content-type")).isEqualTo("application/json");
    }
  }

  @Test
  void aBodyCanBeMadeOfTheRequestsAndOfOtherParts() {
    try (var orders = created();
        var customers = TestService.json("{\"name\":\"\\u00e9\"}");
        var gateway = gateway(orders, customers)) {
      var answer = gateway.send("POST", "/checked", "{\"customer\":4.0}");
      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(orders.received.getFirst().body())
          .isEqualTo("{\"id\":4.0,\"name\":\"\\u00e9\",\"kind\":\"checked\"}");
      assertThat(customers.received.getFirst().uri()).isEqualTo("/customers/4.0");
      assertThat(customers.received.getFirst().body()).isEmpty();
    }
  }

  @Test
  void nothingIsWrittenWhenARequiredReadFails() {
    try (var orders = created();
        var customers = TestService.answering((_, reply) -> reply.json(404, "{}"));
        var gateway = gateway(orders, customers)) {
      assertThat(gateway.send("POST", "/checked", "{\"customer\":4}").statusCode()).isEqualTo(404);
      assertThat(orders.received).isEmpty();
    }
  }

  @Test
  void aBodyThatIsLookedIntoMustBeJson() {
    try (var orders = created();
        var gateway = gateway(orders, orders)) {
      for (var wrong :
          new String[] {
            "", "{", "{\"customer\":1,\"customer\":2}", "{\"customer\":1e400}", "[".repeat(300)
          }) {
        var answer = gateway.send("POST", "/checked", wrong);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type"))
            .contains("application/problem+json");
      }
      assertThat(gateway.send("POST", "/checked", "{\"other\":1}").statusCode()).isEqualTo(400);
      assertThat(orders.received).isEmpty();
    }
  }

  @Test
  void aBodyOverTheLimitIs413AndNothingIsSent() {
    try (var orders = created();
        var gateway = gateway(orders, orders)) {
      assertThat(gateway.send("POST", "/orders", "x".repeat(10_241)).statusCode()).isEqualTo(413);
      assertThat(gateway.send("DELETE", "/orders/1", "x".repeat(20_000)).statusCode())
          .isEqualTo(413);
      assertThat(orders.received).isEmpty();
      assertThat(gateway.send("POST", "/orders", "x".repeat(10_240)).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void aRefusalKeepsItsCodeAndPointer() {
    try (var orders =
            TestService.answering(
                (_, reply) ->
                    reply.body(
                        422,
                        "application/problem+json",
                        "{\"code\":\"unknown-product\",\"pointer\":\"/lines/0\"}"));
        var gateway = gateway(orders, orders)) {
      var answer = gateway.send("POST", "/orders", "{}");
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body())
          .contains(
              "{\"part\":\"order\",\"service\":\"orders\",\"status\":422,\"reason\":\"unknown-product\",\"pointer\":\"/lines/0\"}");
    }
  }

  @Test
  void aWriteWithoutContentAnswersNull() {
    try (var orders =
            TestService.answering((_, reply) -> reply.raw("HTTP/1.1 204 No Content\r\n\r\n"));
        var gateway = gateway(orders, orders)) {
      var answer = gateway.send("DELETE", "/orders/1", "");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("null");
    }
  }
}
