package dev.weft.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.route.Plans;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class UriTemplateTest {
  private static UriTemplate template(String address) {
    return Plans.of("GET /x/{id}:\n  calls:\n    a: { service: s, get: \"" + address + "\" }\n")
        .calls()
        .getFirst()
        .uri();
  }

  private static UriTemplate.Filled fill(String address, Map<String, String> values) {
    return template(address)
        .fill(
            new Values() {
              @Override
              public @Nullable String value(Reference reference) {
                return values.get(reference.text());
              }

              @Override
              public List<String> values(Reference reference) {
                var text = values.getOrDefault(reference.text(), "");
                return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
              }
            });
  }

  private static String uri(String address, Map<String, String> values) {
    return switch (fill(address, values)) {
      case UriTemplate.Uri(var text) -> text;
      case UriTemplate.Missing(var reference) -> "missing " + reference.text();
    };
  }

  @Test
  void valuesArePercentEncoded() {
    assertThat(
            uri(
                "/c/{id}?n={query.n}",
                Map.of("id", "a/b?c=d&e#f%2e", "query.n", "\u00f6 +&\ud83d\ude00")))
        .isEqualTo("/c/a%2Fb%3Fc%3Dd%26e%23f%252e?n=%C3%B6%20%2B%26%F0%9F%98%80");
  }

  @Test
  void noValueEverChangesTheStructureOfAnAddress() {
    long seed = System.nanoTime();
    System.out.println("noValueEverChangesTheStructureOfAnAddress: seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var value = new StringBuilder();
      for (int n = 1 + random.nextInt(5); n > 0; n--) {
        value.appendCodePoint("./\\%?#&=;:@\r\n \u0000\u00e9ax,".codePointAt(random.nextInt(19)));
      }
      var text = uri("/c/{id}/d?n={query.n}&m=1", Map.of("id", "" + value, "query.n", "" + value));
      if (text.startsWith("missing")) {
        assertThat(value.toString()).as("seed %d", seed).isIn(".", "..");
        continue;
      }
      var uri = URI.create("http://host" + text);
      assertThat(uri.getHost()).isEqualTo("host");
      assertThat(uri.normalize()).as("seed %d", seed).isEqualTo(uri);
      assertThat(uri.getRawPath().split("/", -1)).as("seed %d", seed).hasSize(4);
      assertThat(uri.getRawQuery().split("&", -1)).as("seed %d", seed).hasSize(2);
      assertThat(uri.getPath()).isEqualTo("/c/" + value + "/d");
    }
  }

  @Test
  void dotSegmentsAndEmptySegmentsAreNoValues() {
    for (var value : List.of(".", "..", "")) {
      assertThat(uri("/c/{id}", Map.of("id", value))).isEqualTo("missing id");
    }
    assertThat(uri("/c?x={id}", Map.of("id", ".."))).isEqualTo("/c?x=..");
  }

  @Test
  void defaultsStandInForWhatIsMissing() {
    assertThat(uri("/c?limit={query.limit|5}", Map.of())).isEqualTo("/c?limit=5");
    assertThat(uri("/c?limit={query.limit|5}", Map.of("query.limit", ""))).isEqualTo("/c?limit=");
    assertThat(uri("/c?limit={query.limit}", Map.of())).isEqualTo("missing query.limit");
    assertThat(uri("/c/{query.x|a b}", Map.of())).isEqualTo("/c/a%20b");
  }

  @Test
  void anEmptyDefaultLeavesTheWholeQueryValueOut() {
    var address = "/c?a={query.a|}&b={query.b|}&c={query.c|}";
    assertThat(uri(address, Map.of())).isEqualTo("/c");
    assertThat(uri(address, Map.of("query.b", "2"))).isEqualTo("/c?b=2");
    assertThat(uri(address, Map.of("query.a", "1", "query.c", "3"))).isEqualTo("/c?a=1&c=3");
    assertThat(uri("/c?a={query.a|}&x=1", Map.of())).isEqualTo("/c?x=1");
    assertThat(uri("/c?x=1&a={query.a|}", Map.of("query.a", ""))).isEqualTo("/c?x=1&a=");
  }

  @Test
  void listsAreJoinedByCommas() {
    assertThat(uri("/c?ids={body.ids[*]}", Map.of("body.ids[*]", "1 2,3 4")))
        .isEqualTo("/c?ids=1,2%2C3,4");
    assertThat(uri("/c?ids={body.ids[*]}", Map.of())).isEqualTo("missing body.ids[*]");
  }
}
