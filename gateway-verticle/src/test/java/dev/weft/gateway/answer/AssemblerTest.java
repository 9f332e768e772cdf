package dev.weft.gateway.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.gateway.plan.Part;
import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.Reference;
import dev.weft.gateway.route.Plans;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AssemblerTest {
  private static final ObjectMapper JACKSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** Parts by the names of their calls, and what a join looked up. */
  private static String assemble(Plan plan, Map<String, String> parts) {
    var joins = new HashMap<Integer, JoinIndex>();
    for (var call : plan.calls()) {
      var join = call.join();
      if (join != null) {
        var index = new JoinIndex();
        var tape = Part.of(parts.getOrDefault(call.name(), "[]")).tape();
        assertThat(tape != null && index.addAll(tape, join.to())).isTrue();
        joins.put(call.index(), index);
      }
    }
    var all =
        new Parts() {
          @Override
          public Part part(int call) {
            var text = parts.get(plan.calls().get(call).name());
            return text == null ? Part.NULL : Part.of(text);
          }

          @Override
          public @Nullable String text(Reference reference) {
            return null;
          }

          @Override
          public JoinIndex.@Nullable Found joined(int call, String key) {
            var index = joins.get(call);
            return index == null ? null : index.get(key);
          }
        };
    return new String(Assembler.assemble(plan.answer(), plan.calls(), all).toBytes(), UTF_8);
  }

  private static String assemble(String yaml, String... namesAndParts) {
    var parts = new HashMap<String, String>();
    for (int i = 0; i < namesAndParts.length; i += 2) {
      parts.put(namesAndParts[i], namesAndParts[i + 1]);
    }
    return assemble(Plans.of(yaml), parts);
  }

  @Test
  void spreadPartsMeltIntoOneObjectAndNoNameStandsTwice() {
    var route =
        """
        GET /x:
          calls:
            customer: { service: s, get: /x, omit: [secret] }
            account: { service: s, get: /x }
            none: { service: s, get: /x, optional: true }
          answer:
            first: 1
            $spread: [$customer, $account.inner, $none]
            id: own
        """;
    assertThat(
            assemble(
                route,
                "customer",
                "{\"id\":1,\"name\":\"A\",\"secret\":2,\"sum\":1.50,\"fir\\u0073t\":0}",
                "account",
                "{\"inner\":{\"sum\":3,\"limit\":4.00}}"))
        .isEqualTo("{\"first\":1,\"name\":\"A\",\"sum\":1.50,\"limit\":4.00,\"id\":\"own\"}");
    assertThat(assemble(route, "customer", "{}", "account", "{\"inner\":[1]}"))
        .isEqualTo("{\"first\":1,\"id\":\"own\"}");
    var inside =
        """
        GET /x:
          calls:
            a: { service: s, get: /x }
          answer: { list: [{ $spread: $a }] }
        """;
    assertThat(assemble(inside, "a", "{}")).isEqualTo("{\"list\":[{}]}");
  }

  @Test
  void concatenatedArraysKeepTheirOrderAndTheirDigits() {
    var route =
        """
        GET /x:
          calls:
            a: { service: s, get: /x, omit: [x] }
            b: { service: s, get: /x }
            c: { service: s, get: /x }
          answer: { all: { $concat: [$a, "$b[*].items", $c.one, $c.none] }, none: { $concat: $c.none } }
        """;
    assertThat(
            assemble(
                route,
                "a",
                "[{\"x\":1,\"y\":1.0}, 2.50]",
                "b",
                "[{\"items\":[1e2]},{\"items\":null},{},{\"items\":[\"z\",[3]]}]",
                "c",
                "{\"one\":{\"o\":1},\"none\":[]}"))
        .isEqualTo("{\"all\":[{\"y\":1.0},2.50,1e2,\"z\",[3],{\"o\":1}],\"none\":[]}");
  }

  @Test
  void wholePartsAreSplicedInTheOrderOfTheRoute() {
    assertThat(
            assemble(
                """
                GET /x:
                  calls:
                    b: { service: s, get: /x }
                    a: { service: s, get: /x }
                """,
                "a",
                "[1.0, 2]",
                "b",
                "{ \"x\" : 4.2900 }"))
        .isEqualTo("{\"b\":{ \"x\" : 4.2900 },\"a\":[1.0, 2]}");
  }

  @Test
  void anAnswerCanBeNestedRenamedLiteralOrBare() {
    var calls = "  calls:\n    a: { service: s, get: /x }\n    b: { service: s, get: /x }\n";
    assertThat(
            assemble(
                "GET /x:\n"
                    + calls
                    + "  answer: { n: 1.50, t: true, s: \"q\\\"\", d: $$a, z: null, in: { deep:"
                    + " [\"$b.c[0].d\", \"$a[*].e\"] }, none: $b.x }\n",
                "a",
                "[{\"e\":1.0},{},{\"e\":[ ]}]",
                "b",
                "{\"c\":[{\"d\":1e2}]}"))
        .isEqualTo(
            "{\"n\":1.50,\"t\":true,\"s\":\"q\\\"\",\"d\":\"$a\",\"z\":null,\"in\":{\"deep\":[1e2,[1.0,["
                + " ]]]},\"none\":null}");
    assertThat(assemble("GET /x:\n" + calls + "  answer: $b\n", "b", "[0.10]")).isEqualTo("[0.10]");
    assertThat(assemble("GET /x:\n" + calls + "  answer: {}\n")).isEqualTo("{}");
  }

  @Test
  void fieldsArePickedAndOmittedAtAnyDepth() {
    var part = "[{\"id\":1,\"score\":0.10,\"in\":{\"x\":1,\"y\":2}},{\"score\":2}, 7]";
    assertThat(
            assemble(
                """
                GET /x:
                  calls:
                    a: { service: s, get: /x, omit: [score, in.y] }
                  answer: $a
                """,
                "a",
                part))
        .isEqualTo("[{\"id\":1,\"in\":{\"x\":1}},{},7]");
    assertThat(
            assemble(
                """
                GET /x:
                  calls:
                    a: { service: s, get: /x, pick: [score, in.y] }
                  answer: $a
                """,
                "a",
                part))
        .isEqualTo("[{\"score\":0.10,\"in\":{\"y\":2}},{\"score\":2},7]");
    assertThat(
            assemble(
                """
                GET /x:
                  calls:
                    a: { service: s, get: /x, pick: [in.y] }
                  answer: $a[0].in
                """,
                "a",
                part))
        .isEqualTo("{\"y\":2}");
  }

  private static final String JOINED =
      """
      GET /x:
        calls:
          orders: { service: s, get: /o, omit: [lines.secret] }
          products:
            service: s
            get: /p?ids={keys}
            join: { each: "orders[*].lines[*]", by: p, to: id, as: product }
            omit: [cost]
            optional: true
            default: { unknown: true }
      """;

  @Test
  void aJoinAddsWhatWasFoundAndKeepsEveryDigit() {
    assertThat(
            assemble(
                JOINED,
                "orders",
                "[{\"id\":1,\"lines\":[{\"p\":7,\"amount\":4.2900,\"secret\":1},{\"p\":\"8\"}]},{\"lines\":[{\"p\":9,\"product\":\"old\"},{}]}]",
                "products",
                "[{\"id\":8,\"cost\":1},{\"id\":7,\"price\":1.10,\"cost\":2},{\"id\":7,\"price\":99}]"))
        .isEqualTo(
            "{\"orders\":[{\"id\":1,\"lines\":[{\"p\":7,\"amount\":4.2900,\"product\":{\"id\":7,\"price\":1.10}},"
                + "{\"p\":\"8\",\"product\":{\"id\":8}}]},"
                + "{\"lines\":[{\"p\":9,\"product\":{\"unknown\":true}},{\"product\":{\"unknown\":true}}]}]}");
  }

  @Test
  void whatAJoinMakesIsWhatJacksonWouldMake() throws IOException {
    long seed = System.nanoTime();
    System.out.println("whatAJoinMakesIsWhatJacksonWouldMake: seed " + seed);
    var random = new Random(seed);
    var plan =
        Plans.of(
            JOINED
                .replace("omit: [lines.secret]", "optional: true")
                .replace("      omit: [cost]\n", ""));
    for (int i = 0; i < 300; i++) {
      var orders = JACKSON.createArrayNode();
      for (int o = random.nextInt(4); o > 0; o--) {
        var lines = orders.addObject().put("id", o).putArray("lines");
        for (int l = random.nextInt(4); l > 0; l--) {
          lines.addObject().put("p", random.nextInt(6)).put("amount", random.nextInt(9999) / 100.0);
        }
      }
      var products = JACKSON.createArrayNode();
      for (int p = 0; p < 6; p += 1 + random.nextInt(2)) {
        products.addObject().put("id", p).put("name", "p\"" + p);
      }
      var answer =
          assemble(
              plan, Map.of("orders", orders.toPrettyString(), "products", products.toString()));
      assertThat(JACKSON.readTree(answer))
          .as("seed %d", seed)
          .isEqualTo(expected(orders, products));
    }
  }

  private static JsonNode expected(JsonNode orders, JsonNode products) throws IOException {
    JsonNode copy = JACKSON.readTree(orders.toString());
    for (var order : copy) {
      for (var line : order.get("lines")) {
        JsonNode found = JACKSON.readTree("{\"unknown\":true}");
        for (var product : products) {
          found = product.get("id").equals(line.get("p")) ? product : found;
        }
        ((ObjectNode) line).set("product", found);
      }
    }
    return JACKSON.createObjectNode().set("orders", JACKSON.readTree(copy.toString()));
  }
}
