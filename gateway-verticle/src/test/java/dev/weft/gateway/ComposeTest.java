package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls, references and joins over real sockets. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ComposeTest {
  @Test
  void callsThatDoNotNeedEachOtherAreUnderWayTogether() {
    var rendezvous = new CyclicBarrier(3);
    TestService.Behaviour meet =
        (request, reply) -> {
          try {
            rendezvous.await(10, TimeUnit.SECONDS);
            reply.json(200, "\"" + request.uri() + "\"");
          } catch (BrokenBarrierException | TimeoutException e) {
            throw new IOException(e);
          }
        };
    try (var one = TestService.answering(meet);
        var two = TestService.answering(meet);
        var gateway =
            TestGateway.files()
                .service("one", one)
                .service("two", two)
                .routes(
                    """
                    GET /x:
                      calls:
                        c: { service: two, get: /c }
                        a: { service: one, get: /a }
                        b: { service: two, get: /b }
                    """)
                .start()) {
      var answer = gateway.get("/x");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"c\":\"/c\",\"a\":\"/a\",\"b\":\"/b\"}");
    }
  }

  @Test
  void referencesReachPathQueryHeadersAndOtherCalls() {
    try (var echo = TestService.answering((request, reply) -> reply.json(200, echo(request)));
        var gateway =
            TestGateway.files()
                .service("s", echo)
                .routes(
                    """
                    GET /x/{id}:
                      calls:
                        a: { service: s, get: "/a/{id}?q={query.q}&h={header.x-h}&d={query.none|7}" }
                        b: { service: s, get: "/b/{a.n}?list={a.list[*].v}&last={a.list[2].v}" }
                    """)
                .start()) {
      var answer = gateway.get("/x/a%20b?p=1&q=%26+%C3%B6", "x-h", "h/h");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(echo.received)
          .extracting(TestService.Received::uri)
          .containsExactly("/a/a%20b?q=%26%20%C3%B6&h=h%2Fh&d=7", "/b/4.20?list=x,3&last=3");
    }
  }

  private static String echo(TestService.Received request) {
    return "{\"uri\":\""
        + request.uri()
        + "\",\"n\":4.20,\"list\":[{\"v\":\"x\"},{\"v\":null},{\"v\":3},{\"v\":\"x\"},{}]}";
  }

  @Test
  void aCallWhoseReferenceIsMissingIsNotMade() {
    try (var service = TestService.json("{\"a\":null,\"list\":[]}");
        var gateway =
            TestGateway.files()
                .service("s", service)
                .routes(
                    """
                    GET /optional:
                      calls:
                        a: { service: s, get: /a }
                        b: { service: s, get: "/b/{a.a}", optional: true }
                        c: { service: s, get: "/c/{a.none.deep}", optional: true, default: { x: 1 } }
                        d: { service: s, get: "/d?ids={a.list[*].id}" }
                        e: { service: s, get: "/e?q={query.q}", optional: true }
                    GET /required:
                      calls:
                        a: { service: s, get: /a }
                        b: { service: s, get: "/b/{a.a}" }
                    GET /asked:
                      calls:
                        a: { service: s, get: "/a?q={query.q}" }
                    """)
                .start()) {
      var answer = gateway.get("/optional");
      assertThat(answer.body())
          .isEqualTo(
              "{\"a\":{\"a\":null,\"list\":[]},\"b\":null,\"c\":{\"x\":1},\"d\":[],\"e\":null}");
      assertThat(answer.headers().firstValue("weft-partial")).isEmpty();
      assertThat(service.received).hasSize(1);
      assertThat(gateway.get("/required").statusCode()).isEqualTo(502);
      assertThat(gateway.get("/required").body()).contains("missing-reference");
      assertThat(gateway.get("/asked").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void dependantsOfAFailedPartAreNotCalled() {
    try (var service =
            TestService.answering(
                (request, reply) -> reply.json(request.uri().equals("/bad") ? 500 : 200, "{}"));
        var gateway =
            TestGateway.files()
                .service("s", service)
                .routes(
                    """
                    GET /x:
                      calls:
                        bad: { service: s, get: /bad, optional: true }
                        after: { service: s, get: "/after/{bad.id|1}", optional: true }
                        last: { service: s, get: "/last/{after.id|1}", optional: true }
                        other: { service: s, get: /other }
                    """)
                .start()) {
      var answer = gateway.get("/x");
      assertThat(answer.body())
          .isEqualTo("{\"bad\":null,\"after\":null,\"last\":null,\"other\":{}}");
      assertThat(answer.headers().firstValue("weft-partial"))
          .contains(
              "bad;reason=internal-server-error, after;reason=not-called, last;reason=not-called");
      assertThat(service.received)
          .extracting(TestService.Received::uri)
          .containsExactlyInAnyOrder("/bad", "/other");
    }
  }

  private static final String JOIN =
      """
      GET /x:
        calls:
          orders: { service: orders, get: /orders }
          products:
            service: products
            get: /products?ids={keys}
            join: { each: "orders[*].lines[*]", by: productId, to: id, as: product, batch: 2 }
            optional: true
      """;
  private static final String ORDERS =
      "[{\"id\":1,\"lines\":[{\"productId\":3,\"amount\":4.2900},{\"productId\":1}]},"
          + "{\"id\":2,\"lines\":[{\"productId\":3},{\"productId\":2},{\"productId\":null}]}]";

  @Test
  void aJoinAsksForDistinctKeysInBatchesAndKeepsDigits() {
    try (var orders = TestService.json(ORDERS);
        var products =
            TestService.answering(
                (request, reply) ->
                    reply.json(
                        200,
                        request.uri().contains("=3,1")
                            ? "[{\"id\":1,\"price\":1.10},{\"id\":3,\"price\":3.30}]"
                            : "[]"));
        var gateway =
            TestGateway.files()
                .service("orders", orders)
                .service("products", products)
                .routes(JOIN)
                .start()) {
      assertThat(gateway.get("/x").body())
          .isEqualTo(
              "{\"orders\":[{\"id\":1,\"lines\":[{\"productId\":3,\"amount\":4.2900,\"product\":{\"id\":3,\"price\":3.30}},"
                  + "{\"productId\":1,\"product\":{\"id\":1,\"price\":1.10}}]},"
                  + "{\"id\":2,\"lines\":[{\"productId\":3,\"product\":{\"id\":3,\"price\":3.30}},{\"productId\":2,\"product\":null},"
                  + "{\"productId\":null,\"product\":null}]}]}");
      assertThat(products.received)
          .extracting(TestService.Received::uri)
          .containsExactlyInAnyOrder("/products?ids=3,1", "/products?ids=2");
    }
  }

  @Test
  void aJoinThatFailsLeavesTheRestWhole() {
    try (var orders = TestService.json(ORDERS);
        var gateway =
            TestGateway.files()
                .service("orders", orders)
                .service("products", TestService.nobody())
                .routes(JOIN)
                .start()) {
      var answer = gateway.get("/x");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("{\"productId\":3,\"amount\":4.2900,\"product\":null}");
      assertThat(answer.headers().firstValue("weft-partial")).contains("products;reason=refused");
    }
  }

  @Test
  void servicesAreToldWhatIsLeftOfTheDeadlineAndWhichTraceTheyAreIn() {
    try (var service = TestService.json("1");
        var gateway =
            TestGateway.files()
                .service("s", service)
                .routes(
                    """
                    GET /x:
                      deadline: 3s
                      calls:
                        a: { service: s, get: /a, timeout: 1s }
                        b: { service: s, get: /b }
                    """)
                .start()) {
      gateway.get(
          "/x",
          "traceparent",
          "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
          "accept-language",
          "de",
          "authorization",
          "secret",
          "cookie",
          "c=1",
          "x-other",
          "1");
      assertThat(service.received)
          .hasSize(2)
          .allSatisfy(
              request -> {
                long left = Long.parseLong(request.header("weft-deadline-ms"));
                assertThat(left).isBetween(1L, request.uri().equals("/a") ? 1000L : 3000L);
                assertThat(request.header("traceparent"))
                    .contains("0af7651916cd43dd8448eb211c80319c")
                    .doesNotContain("b7ad6b7169203331");
                assertThat(request.header("accept-language")).isEqualTo("de");
                assertThat(request.headers().keySet())
                    .doesNotContainAnyElementsOf(
                        List.of("authorization", "cookie", "x-other", "weft-call-token"));
              });
    }
  }
}
