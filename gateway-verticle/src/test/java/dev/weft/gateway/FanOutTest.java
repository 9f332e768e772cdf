package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One request body, several calls. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class FanOutTest {
  @Test
  void partsOfTheBodyGoIntoSeveralCallsOfWhichOneWrites() {
    try (var service =
            TestService.answering(
                (r, reply) ->
                    reply.json(
                        r.uri().equals("/orders") ? 201 : 200, "{\"ok\":\"" + r.uri() + "\"}"));
        var gateway =
            TestGateway.files()
                .service("s", service)
                .routes(
                    """
                    POST /checkout:
                      calls:
                        prices: { service: s, post: /price-search, read: true, body: { ids: "$body.lines[*].id" } }
                        customer: { service: s, get: "/customers/{body.customer}" }
                        order: { service: s, post: /orders, body: { lines: $body.lines, price: $prices.ok } }
                    POST /search:
                      calls:
                        one: { service: s, post: /one, read: true }
                        two: { service: s, post: /two, read: true }
                    GET /find:
                      calls:
                        one: { service: s, post: /one, read: true, body: { text: $query.text } }
                    """)
                .start()) {
      var answer =
          gateway.send("POST", "/checkout", "{\"customer\":3,\"lines\":[{\"id\":1},{\"id\":2.0}]}");
      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(service.received)
          .extracting(r -> r.method() + " " + r.uri() + " " + r.body())
          .containsExactlyInAnyOrder(
              "POST /price-search {\"ids\":[1,2.0]}",
              "GET /customers/3 ",
              "POST /orders {\"lines\":[{\"id\":1},{\"id\":2.0}],\"price\":\"/price-search\"}");
      assertThat(service.received.getLast().uri()).isEqualTo("/orders");

      service.received.clear();
      var both =
          gateway.send("POST", "/search", "<q/>", "content-type", "text/xml", "if-match", "1");
      assertThat(both.statusCode()).isEqualTo(200);
      assertThat(service.received)
          .hasSize(2)
          .allSatisfy(r -> assertThat(r.body()).isEqualTo("<q/>"))
          .allSatisfy(r -> assertThat(r.header("content-type")).isEqualTo("text/xml"))
          .allSatisfy(r -> assertThat(r.headers()).doesNotContainKey("if-match"));

      service.received.clear();
      assertThat(gateway.get("/find?text=a").statusCode()).isEqualTo(200);
      assertThat(service.received.getFirst().body()).isEqualTo("{\"text\":\"a\"}");
    }
  }
}
