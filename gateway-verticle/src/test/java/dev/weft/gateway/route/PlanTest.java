package dev.weft.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.PlanDrawing;
import org.junit.jupiter.api.Test;

final class PlanTest {
  private static Plan plan(String yaml) {
    return Plans.of(yaml);
  }

  @Test
  void callsRunInParallelUnlessOneNeedsAnother() {
    var plan =
        plan(
            """
            GET /x/{id}:
              calls:
                first: { service: s, get: "/{id}" }
                b: { service: s, get: "/{first.b}" }
                a: { service: s, get: "/{first.a}" }
                last: { service: s, get: "/x?a={a.id}&b={b.id}" }
            """);
    assertThat(PlanDrawing.of(plan)).isEqualTo("first -> parallel[b, a] -> last");
  }

  @Test
  void aJoinComesAfterWhatItCompletes() {
    var plan =
        plan(
            """
            GET /x:
              calls:
                products: { service: s, get: "/p?ids={keys}", join: { each: "orders[*]", by: p, to: id, as: product } }
                orders: { service: s, get: /o }
                other: { service: s, get: /x }
            """);
    assertThat(PlanDrawing.of(plan)).isEqualTo("parallel[orders, other] -> products");
  }

  @Test
  void nothingIsWrittenBeforeTheRequiredReadsHaveAnswered() {
    var plan =
        plan(
            """
            POST /x:
              calls:
                made: { service: s, post: /o }
                customer: { service: s, get: "/c/{body.customerId}" }
                hint: { service: s, get: /h, optional: true }
                price: { service: s, get: "/p/{made.id}" }
            """);
    assertThat(PlanDrawing.of(plan)).isEqualTo("parallel[customer, hint] -> made -> price");
    assertThat(plan.write()).isZero();
    assertThat(plan.body()).isEqualTo(Plan.BodyUse.READ);
  }

  @Test
  void theBodyIsReadOnlyWhereSomethingLooksInside() {
    assertThat(plan("POST /x:\n  calls:\n    a: { service: s, post: /x }\n").body())
        .isEqualTo(Plan.BodyUse.FORWARDED);
    assertThat(plan("GET /x:\n  calls:\n    a: { service: s, get: /x }\n").body())
        .isEqualTo(Plan.BodyUse.IGNORED);
    assertThat(
            plan("POST /x:\n  calls:\n    a: { service: s, post: /x, body: { b: $body.c } }\n")
                .body())
        .isEqualTo(Plan.BodyUse.READ);
  }

  @Test
  void onlyPartsThatARuleLooksIntoAreIndexed() {
    var plan =
        plan(
            """
            GET /x:
              calls:
                whole: { service: s, get: /x }
                referred: { service: s, get: /x }
                user: { service: s, get: "/{referred.a}" }
                picked: { service: s, get: /x, pick: [a] }
                placed: { service: s, get: /x }
              answer: { a: $whole, b: $placed.b, c: $user, d: $picked, e: $referred }
            """);
    assertThat(plan.calls())
        .extracting(call -> call.readInside())
        .containsExactly(false, true, false, true, true);
  }
}
