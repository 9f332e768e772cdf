package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that are made only if something is as the route wants it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class WhenTest {
  private static TestGateway gateway(TestService service, String calls) {
    return TestGateway.files()
        .service("s", service)
        .routes("GET /x:\n  calls:\n" + calls.indent(4))
        .start();
  }

  @Test
  void aCallIsMadeOnlyWhenTheRequestSaysSo() {
    try (var service =
            TestService.answering(
                (request, reply) -> reply.json(200, "\"" + request.uri() + "\""));
        var gateway =
            gateway(
                service,
                """
                there: { service: s, get: /there, when: "{query.full}" }
                absent: { service: s, get: /absent, when: "!{query.full}", default: { none: 1 } }
                equal: { service: s, get: /equal, when: "{query.full} == true" }
                other: { service: s, get: /other, when: "{query.full} != 'true'" }
                """)) {
      assertThat(gateway.get("/x?full=true").body())
          .isEqualTo(
              "{\"there\":\"/there\",\"absent\":{\"none\":1},\"equal\":\"/equal\",\"other\":null}");
      var without = gateway.get("/x");
      assertThat(without.body())
          .isEqualTo("{\"there\":null,\"absent\":\"/absent\",\"equal\":null,\"other\":\"/other\"}");
      assertThat(without.headers().firstValue("weft-partial")).isEmpty();
      assertThat(service.received).hasSize(4);
    }
  }

  @Test
  void aCallIsMadeOnlyWhenAnotherPartSaysSo() {
    try (var service =
            TestService.answering(
                (request, reply) ->
                    reply.json(
                        200,
                        request.uri().equals("/customer")
                            ? "{\"card\":\"Gold\",\"address\":{},\"tags\":[],\"gone\":null}"
                            : "1"));
        var gateway =
            gateway(
                service,
                """
                customer: { service: s, get: /customer }
                gold: { service: s, get: /g, when: "{customer.card} == Gold" }
                poor: { service: s, get: /p, when: "{customer.card} != Gold" }
                object: { service: s, get: /o, when: "{customer.address}" }
                empty: { service: s, get: /e, when: "{customer.tags[*]}" }
                nulled: { service: s, get: /n, when: "{customer.gone}" }
                """)) {
      assertThat(gateway.get("/x").body())
          .endsWith("\"gold\":1,\"poor\":null,\"object\":1,\"empty\":null,\"nulled\":null}");
    }
  }

  @Test
  void whatNeedsACallThatWasNotMadeIsNotMadeAndNothingHasFailed() {
    try (var service = TestService.json("{\"id\":7,\"list\":[{\"k\":1}]}");
        var gateway =
            gateway(
                service,
                """
                first: { service: s, get: /first, when: "{query.full}" }
                second: { service: s, get: "/second/{first.id}" }
                third: { service: s, get: "/third/{second.id}" }
                other: { service: s, get: "/other/{first.id|0}" }
                joined: { service: s, get: "/j?k={keys}", join: { each: "first.list[*]", by: k, to: id, as: j } }
                """)) {
      var answer = gateway.get("/x");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).startsWith("{\"first\":null,\"second\":null,\"third\":null,");
      assertThat(service.received)
          .extracting(TestService.Received::uri)
          .containsExactly("/other/0");
    }
  }

  @Test
  void aRequiredCallThatIsMadeStillHasToSucceed() {
    try (var service = TestService.answering((_, reply) -> reply.json(500, "{}"));
        var gateway =
            gateway(service, "a: { service: s, get: /a, when: \"{query.full}\", default: 1 }\n")) {
      assertThat(gateway.get("/x?full=1").statusCode()).isEqualTo(502);
      assertThat(gateway.get("/x").statusCode()).isEqualTo(200);
    }
  }
}
