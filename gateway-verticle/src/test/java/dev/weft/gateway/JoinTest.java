package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Joins over real sockets. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class JoinTest {
  private static String items(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"k\":" + i + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String found(String uri) {
    return Arrays.stream(uri.substring(uri.indexOf('=') + 1).split(",", -1))
        .map(key -> "{\"id\":\"" + key + "\",\"brand\":" + Integer.parseInt(key) / 2 + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static TestGateway gateway(TestService list, TestService looked, String join) {
    return gateway(list, looked, "", join);
  }

  private static TestGateway gateway(
      TestService list, TestService looked, String config, String join) {
    return TestGateway.files()
        .config(config)
        .service("list", list)
        .service("looked", looked)
        .routes("GET /x:\n  calls:\n    list: { service: list, get: /l }\n" + join.indent(4))
        .start();
  }

  @Test
  void moreKeysThanTheCapFailThePartAloneAndItIsTold() {
    try (var list = TestService.json(items(11));
        var looked = TestService.answering((r, reply) -> reply.json(200, found(r.uri())));
        var gateway =
            gateway(
                list,
                looked,
                """
                j:
                  service: looked
                  get: /j?ids={keys}
                  join: { each: "list[*]", by: k, to: id, as: j, max: 10 }
                  optional: true
                """)) {
      var answer = gateway.get("/x");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("weft-partial")).contains("j;reason=too-many-keys");
      assertThat(answer.body()).startsWith("{\"list\":[{\"k\":0,\"j\":null},");
      assertThat(looked.received).isEmpty();
    }
  }

  @Test
  void moreRequestsThanAnAnswerMayMakeFailThePartAndNothingIsAsked() {
    try (var list = TestService.json(items(8));
        var looked = TestService.answering((r, reply) -> reply.json(200, found(r.uri())));
        var gateway =
            gateway(
                list,
                looked,
                "limits: { calls: 6 }\n",
                """
                j:
                  service: looked
                  get: /j?ids={keys}
                  join: { each: "list[*]", by: k, to: id, as: j, batch: 2 }
                k:
                  service: looked
                  get: /k?ids={keys}
                  join: { each: "list[*]", by: k, to: id, as: k, batch: 4 }
                  optional: true
                """)) {
      var answer = gateway.get("/x");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("weft-partial")).contains("k;reason=too-many-calls");
      assertThat(looked.received).hasSize(4);
    }
  }

  @Test
  void noMoreRequestsOfAJoinAreUnderWayThanTheRouteAllows() {
    var underWay = new AtomicInteger();
    var most = new AtomicInteger();
    var three = new CountDownLatch(3);
    TestService.Behaviour counting =
        (request, reply) -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          three.countDown();
          three.await();
          underWay.decrementAndGet();
          reply.json(200, found(request.uri()));
        };
    try (var list = TestService.json(items(40));
        var looked = TestService.answering(counting);
        var gateway =
            gateway(
                list,
                looked,
                """
                j:
                  service: looked
                  get: /j?ids={keys}
                  join: { each: "list[*]", by: k, to: id, as: j, batch: 2, parallel: 3 }
                """)) {
      var answer = gateway.get("/x");
      assertThat(answer.body()).endsWith("{\"k\":39,\"j\":{\"id\":\"39\",\"brand\":19}}]}");
      assertThat(looked.received).hasSize(20);
      assertThat(most).hasValue(3);
    }
  }

  @Test
  void manyRequestsThatAreAnsweredAtOnceDoNotNest() {
    try (var list = TestService.json(items(20_000));
        var gateway =
            gateway(
                list,
                list,
                "limits: { calls: 25000 }\n",
                """
                j:
                  service: looked
                  get: /j?ids={keys}
                  join: { each: "list[*]", by: k, to: id, as: j, batch: 1, max: 100000 }
                  mock: { body: [{ id: 5, found: true }] }
                """)) {
      assertThat(gateway.get("/x").body()).contains("{\"k\":5,\"j\":{\"id\":5,\"found\":true}}");
    }
  }

  @Test
  void aJoinCompletesWhatAnotherHasLookedUpAndSeveralCompleteOnePart() {
    try (var list = TestService.json("[{\"k\":1,\"m\":\"1\"},{\"k\":5,\"m\":null},{\"k\":{}}]");
        var looked =
            TestService.answering(
                (r, reply) ->
                    reply.json(
                        200,
                        r.uri().startsWith("/brands")
                            ? "[{\"no\":0,\"name\":\"Zero\"},{\"no\":\"2\",\"name\":\"Two\"},{\"no\":null,\"name\":\"Null\"}]"
                            : found(r.uri())));
        var gateway =
            gateway(
                list,
                looked,
                """
                brands:
                  service: looked
                  get: /brands?nos={keys}
                  join: { each: "products[*]", by: brand, to: no, as: brand }
                products:
                  service: looked
                  get: /products?ids={keys}
                  join: { each: "list[*]", by: k, to: id, as: product }
                  omit: [id]
                others:
                  service: looked
                  get: /brands?others={keys}
                  join: { each: "list[*]", by: m, to: no, as: other }
                """)) {
      var answer = gateway.get("/x");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo(
              "{\"list\":[{\"k\":1,\"m\":\"1\",\"product\":{\"brand\":{\"no\":0,\"name\":\"Zero\"}},\"other\":null},"
                  + "{\"k\":5,\"m\":null,\"product\":{\"brand\":{\"no\":\"2\",\"name\":\"Two\"}},\"other\":null},"
                  + "{\"k\":{},\"product\":null,\"other\":null}]}");
      assertThat(looked.received)
          .extracting(TestService.Received::uri)
          .containsExactlyInAnyOrder("/products?ids=1,5", "/brands?nos=0,2", "/brands?others=1");
    }
  }
}
