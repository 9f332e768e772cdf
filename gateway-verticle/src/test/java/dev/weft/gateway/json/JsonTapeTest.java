package dev.weft.gateway.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class JsonTapeTest {
  private static final int DEPTH = 100;
  private static final ObjectMapper JACKSON = new ObjectMapper();

  static JsonTape tape(String json) {
    return ((JsonTape.Taped) JsonTape.of(json.getBytes(UTF_8), DEPTH)).tape();
  }

  @Test
  void findsFieldsAtAnyPlace() {
    var tape = tape(" {\"a\" : [1, {\"b\":2.50}], \"\\u0063\": \"x\\ny\" } ");
    int a = tape.field(0, new JsonName("a"));
    assertThat(tape.kind(a)).isEqualTo(JsonTape.Kind.ARRAY);
    int second = tape.next(tape.first(a));
    assertThat(tape.text(tape.field(second, new JsonName("b")))).isEqualTo("2.50");
    assertThat(tape.text(tape.field(0, new JsonName("c")))).isEqualTo("x\ny");
    assertThat(tape.field(0, new JsonName("nothing"))).isEqualTo(JsonTape.NONE);
    assertThat(tape.field(a, new JsonName("a"))).isEqualTo(JsonTape.NONE);
  }

  @Test
  void refusesAKeyThatStandsTwiceEvenInDisguise() {
    for (String json :
        new String[] {
          "{\"a\":1,\"a\":2}", "[{\"x\":{\"a\":1,\"\\u0061\":2}}]", manyKeys() + ",\"k7\":0}"
        }) {
      assertThat(JsonTape.of(json.getBytes(UTF_8), DEPTH))
          .isEqualTo(new JsonTape.Faulty(JsonFault.DUPLICATE_KEY));
    }
    assertThat(JsonTape.of((manyKeys() + "}").getBytes(UTF_8), DEPTH))
        .isInstanceOf(JsonTape.Taped.class);
  }

  private static String manyKeys() {
    var out = new StringBuilder("{\"k\":0");
    for (int i = 0; i < 50; i++) {
      out.append(",\"k").append(i).append("\":").append(i);
    }
    return out.toString();
  }

  @Test
  void tokensLieWhereJacksonSeesThem() throws IOException {
    long seed = System.nanoTime();
    System.out.println("tokensLieWhereJacksonSeesThem: seed " + seed);
    var random = new RandomJson(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] json = random.value();
      var tape = ((JsonTape.Taped) JsonTape.of(json, DEPTH)).tape();
      same(tape, 0, JACKSON.readTree(json), seed);
    }
  }

  private static void same(JsonTape tape, int token, JsonNode node, long seed) {
    var name = "seed " + seed + ": " + new String(tape.bytes(), UTF_8);
    switch (tape.kind(token)) {
      case OBJECT -> {
        assertThat(node.isObject()).as(name).isTrue();
        for (var field : node.properties()) {
          int value = tape.field(token, new JsonName(field.getKey()));
          assertThat(value).as(name).isNotEqualTo(JsonTape.NONE);
          same(tape, value, field.getValue(), seed);
        }
      }
      case ARRAY -> {
        int item = tape.first(token);
        for (JsonNode expected : node) {
          same(tape, item, expected, seed);
          item = tape.next(item);
        }
        assertThat(item).as(name).isEqualTo(tape.next(token));
      }
      case TEXT -> assertThat(tape.text(token)).as(name).isEqualTo(node.textValue());
      default -> assertThat(tape.bytes()[tape.end(token) - 1]).as(name).isGreaterThan((byte) '.');
    }
  }

  @Test
  void agreesWithJacksonOnBrokenBytesDuplicatesIncluded() {
    long seed = System.nanoTime();
    System.out.println("agreesWithJacksonOnBrokenBytesDuplicatesIncluded: seed " + seed);
    var random = new RandomJson(seed);
    for (int i = 0; i < 30_000; i++) {
      byte[] json = random.broken(random.value());
      assertThat(JsonTape.of(json, DEPTH) instanceof JsonTape.Taped)
          .as("seed %d: %s", seed, new String(json, UTF_8))
          .isEqualTo(Oracle.accepts(json, true));
    }
  }

  @Test
  void quotedTextComesBackUnchanged() throws IOException {
    for (String text :
        new String[] {
          "", "plain", "a\"b\\c", "\u0000\u001f\n\r\t", "\ud83d\ude00 \u20ac", "\ud83d alone"
        }) {
      String quoted = JsonText.quote(text);
      assertThat(JACKSON.readTree(quoted).textValue()).isEqualTo(text);
      assertThat(tape(quoted).text(0)).isEqualTo(text);
    }
  }
}
