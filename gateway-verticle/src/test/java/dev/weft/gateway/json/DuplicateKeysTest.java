package dev.weft.gateway.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DuplicateKeysTest {
  private static @Nullable JsonFault check(String json) {
    return JsonScanner.check(json.getBytes(UTF_8), 100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"\\u0061\":1,\"a\":2}",
        "{\"\":1,\"\":2}",
        "{\"a\\\"b\":1,\"a\\u0022b\":2}",
        "[{\"a\":1,\"b\":2},{\"a\":1,\"b\":2,\"a\":3}]",
        "{\"x\":{\"a\":1},\"y\":2,\"x\":{}}",
        "{\"größe\":1,\"gr\\u00f6\\u00DFe\":2}",
        "{\"\\ud83d\\ude00\":1,\"😀\":2}",
        "{\"\\ud83d\":1,\"\\uD83D\":2}",
        "{\"a key longer than one word\":1,\"b\":2,\"a key longer than one word\":3}"
      })
  void refusesAKeyThatStandsTwice(String json) {
    assertThat(check(json)).isEqualTo(JsonFault.DUPLICATE_KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":1}}",
        "[{\"a\":1},{\"a\":1},{\"b\":1,\"a\":2},{\"a\":1,\"b\":2}]",
        "{\"a\":1,\"A\":2,\"a \":3,\"ab\":4}",
        "{\"\\ud83d\":1,\"?\":2,\"\\ude00\":3}",
        "{\"a\\\"b\":1,\"a\":2,\"b\":3}"
      })
  void acceptsEqualKeysInDifferentObjects(String json) {
    assertThat(check(json)).isNull();
    assertThat(check("[" + json + "," + json + "]")).isNull();
  }

  @Test
  void findsTheSecondOfManyKeys() {
    for (int keys : new int[] {8, 9, 63, 64, 65, 300, 5000}) {
      var json = new StringBuilder("{");
      for (int i = 0; i < keys; i++) {
        json.append("\"key").append(i).append("\":{\"id\":").append(i).append("},");
      }
      assertThat(check(json + "\"last\":1}")).as("%d keys", keys).isNull();
      assertThat(check(json + "\"key" + (keys / 2) + "\":1}"))
          .as("%d keys", keys)
          .isEqualTo(JsonFault.DUPLICATE_KEY);
    }
  }

  @Test
  void objectsOfCountlessKindsAreCheckedToo() {
    var shapes = new KeyShapes();
    var scanner = new JsonScanner(100, shapes);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 1000; i++) {
        var good =
            "{\"a%d\":{\"b%d\":1,\"c\":[{\"d%d\":1,\"e\":2}]},\"f%d\":2}".formatted(i, i, i, i);
        assertThat(verdict(scanner, good)).isNull();
        assertThat(verdict(scanner, good.replace("\"e\"", "\"d" + i + "\"")))
            .isEqualTo(JsonFault.DUPLICATE_KEY);
        assertThat(verdict(scanner, good.replace("\"f" + i + "\"", "\"a" + i + "\"")))
            .isEqualTo(JsonFault.DUPLICATE_KEY);
      }
    }
  }

  private static @Nullable JsonFault verdict(JsonScanner scanner, String json) {
    scanner.reset();
    byte[] bytes = json.getBytes(UTF_8);
    scanner.feed(bytes, 0, bytes.length);
    return scanner.finish();
  }

  @Test
  void refusesAnObjectOfMoreKeysThanItCanRemember() {
    var json = new StringBuilder("{");
    for (int i = 0; i < 1_100_000; i++) {
      json.append(i == 0 ? "\"" : ",\"").append(i).append("\":0");
    }
    assertThat(check(json.append('}').toString())).isEqualTo(JsonFault.TOO_MANY_KEYS);
  }
}
