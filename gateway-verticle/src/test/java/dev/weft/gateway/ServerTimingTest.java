package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.edge.TimingAccess;
import dev.weft.gateway.plan.Part;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long each call took is told to whoever may know, and to nobody else. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ServerTimingTest {
  private static final String ROUTES =
      """
      GET /x:
        calls:
          a: { service: s, get: /a }
          b: { service: gone, get: "/b", optional: true }
      GET /refused: { calls: { a: { service: s, get: /refused } } }
      """;

  private static TestGateway start(TestService service, String timing) {
    return TestGateway.files()
        .service("s", service)
        .service("gone", TestService.nobody())
        .routes(ROUTES)
        .config("server-timing: " + timing + "\n")
        .start();
  }

  private static TestService service() {
    return TestService.answering(
        (request, reply) -> reply.json(request.uri().equals("/a") ? 200 : 404, "1"));
  }

  private static String timing(HttpResponse<String> answer) {
    return answer.headers().firstValue("server-timing").orElse("");
  }

  @Test
  void everyCallIsAnEntryWithItsTimeAndWhatCameOfIt() {
    try (var service = service();
        var gateway = start(service, "{ allow: all }")) {
      assertThat(timing(gateway.get("/x")).split(", "))
          .anyMatch(entry -> entry.matches("a;dur=[0-9.]+;desc=\"s 200\""))
          .anyMatch(entry -> entry.matches("b;dur=[0-9.]+;desc=\"gone refused\""))
          .hasSize(2);
      assertThat(timing(gateway.get("/refused"))).matches("a;dur=[0-9.]+;desc=\"s 404\"");
    }
  }

  @Test
  void nobodyIsToldUnlessItIsAllowed() {
    try (var service = service();
        var gateway = start(service, "{ allow: none }")) {
      assertThat(timing(gateway.get("/x", "weft-timing", "anything"))).isEmpty();
    }
  }

  @Test
  void whoShowsTheSecretIsTold() {
    try (var service = service();
        var gateway = start(service, "{ allow: secret, secret: open-sesame }")) {
      assertThat(timing(gateway.get("/x", "weft-timing", "open-sesame"))).contains("a;dur=");
      assertThat(timing(gateway.get("/x", "weft-timing", "open-sesam"))).isEmpty();
      assertThat(timing(gateway.get("/x"))).isEmpty();
    }
  }

  @Test
  void whoseTokenClaimsItIsTold() {
    var access = TimingAccess.claims(Map.of("roles", "ops"));

    assertThat(access.allows(null, Part.of("{\"roles\":[\"dev\",\"ops\"]}").tape())).isTrue();
    assertThat(access.allows(null, Part.of("{\"roles\":\"ops\"}").tape())).isTrue();
    assertThat(access.allows(null, Part.of("{\"roles\":[\"dev\"]}").tape())).isFalse();
    assertThat(access.allows(null, Part.of("{\"role\":\"ops\"}").tape())).isFalse();
    assertThat(access.allows(null, null)).isFalse();
  }
}
