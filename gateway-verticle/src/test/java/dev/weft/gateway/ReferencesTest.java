package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Values of the request and of parts, in answers and bodies. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ReferencesTest {
  private static final String ROUTES =
      """
      GET /x/{id}:
        calls:
          a: { service: s, get: /a }
        answer:
          id: $id
          q: "$query.q|none"
          h: $header.x-h
          n: $a.n
          number: "$a.gone|5"
          text: "$a.gone.deep|five"
          list: "$a.null|[]"
          escaped: $$a
      POST /body:
        calls:
          a: { service: s, post: /a, body: { who: $query.who, n: "$body.n|1", all: $body } }
        answer: { sent: $body.n, "$$ref": 1 }
      """;

  @Test
  void valuesOfRequestAndPartsStandInAnswersAndBodies() {
    try (var service = TestService.json("{\"n\":4.20,\"null\":null}");
        var gateway = TestGateway.files().service("s", service).routes(ROUTES).start()) {
      assertThat(gateway.get("/x/a%22b?q=%C3%B6%0A", "x-h", "h").body())
          .isEqualTo(
              "{\"id\":\"a\\\"b\",\"q\":\"ö\\n\",\"h\":\"h\",\"n\":4.20,\"number\":5,"
                  + "\"text\":\"five\",\"list\":[],\"escaped\":\"$a\"}");
      assertThat(gateway.get("/x/1").body()).contains("\"q\":\"none\",\"h\":null,");
      assertThat(gateway.send("POST", "/body?who=me", "{\"n\":1.50}").body())
          .isEqualTo("{\"sent\":1.50,\"$ref\":1}");
      assertThat(service.received.getLast().body())
          .isEqualTo("{\"who\":\"me\",\"n\":1.50,\"all\":{\"n\":1.50}}");
      assertThat(gateway.send("POST", "/body", "{}").body()).contains("\"sent\":null");
      assertThat(service.received.getLast().body()).isEqualTo("{\"who\":null,\"n\":1,\"all\":{}}");
    }
  }
}
