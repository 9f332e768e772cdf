package dev.weft.gateway.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The verdict on bytes is the same however they are cut, and whatever came before. */
final class JsonPiecesTest {
  private static final int DEPTH = 100;
  private static final String ROWS =
      """
      {"service":"orders","rows":[
        {"id":17,"sku":"ord-07919","name":"Zubehör \\"M\\" \\u00e9 x","price":12.2500,"tags":["a","b"],"gone":null},
        {"id":-1,"sku":"ord-12345678","name":"日本語 \\ud83d\\ude00","price":1e-3,"tags":[],"gone":true},
        {"id":1234567890123,"sku":"","größe":{"a":{},"b":[[]]},"a key that is longer than a word":false}
      ],"pad":"pppppppppppppppppppppppppppp"}
      """;

  /** Feeds bytes that are surrounded by others, in two pieces. */
  private static @Nullable JsonFault inTwo(JsonScanner scanner, byte[] bytes, int cut) {
    byte[] first = surrounded(bytes, 0, cut);
    byte[] second = surrounded(bytes, cut, bytes.length);
    scanner.reset();
    if (scanner.feed(first, 3, 3 + cut)) {
      scanner.feed(second, 3, 3 + bytes.length - cut);
    }
    return scanner.finish();
  }

  private static byte[] surrounded(byte[] bytes, int from, int to) {
    byte[] all = new byte[to - from + 20];
    Arrays.fill(all, (byte) '"');
    System.arraycopy(bytes, from, all, 3, to - from);
    return all;
  }

  @Test
  void everySplitPointGivesTheSameVerdict() {
    long seed = System.nanoTime();
    System.out.println("everySplitPointGivesTheSameVerdict: seed " + seed);
    var random = new RandomJson(seed);
    var scanner = new JsonScanner(DEPTH);
    for (int i = 0; i < 300; i++) {
      byte[] rows = ROWS.getBytes(UTF_8);
      byte[] bytes = i == 0 ? rows : random.broken(rows);
      var whole = JsonScanner.check(bytes, DEPTH);
      assertThat(whole == null)
          .as("seed %d: %s", seed, show(bytes))
          .isEqualTo(Oracle.accepts(bytes, true));
      for (int cut = 0; cut <= bytes.length; cut++) {
        assertThat(inTwo(scanner, bytes, cut))
            .as("seed %d, cut at %d: %s", seed, cut, show(bytes))
            .isEqualTo(whole);
      }
    }
  }

  @Test
  void whatCameBeforeChangesNoVerdict() {
    long seed = System.nanoTime();
    System.out.println("whatCameBeforeChangesNoVerdict: seed " + seed);
    var random = new RandomJson(seed);
    var shapes = new KeyShapes();
    var scanner = new JsonScanner(DEPTH, shapes);
    byte[] rows = ROWS.getBytes(UTF_8);
    for (int i = 0; i < 30_000; i++) {
      byte[] bytes = i % 2 == 0 ? random.broken(rows) : random.withKeys();
      scanner.reset();
      scanner.feed(bytes, 0, bytes.length);
      boolean accepted = scanner.finish() == null;
      assertThat(accepted)
          .as("seed %d: %s", seed, show(bytes))
          .isEqualTo(Oracle.accepts(bytes, true));
      var taped = JsonTape.of(bytes, DEPTH, shapes);
      assertThat(taped instanceof JsonTape.Taped).as("seed %d", seed).isEqualTo(accepted);
    }
  }

  private static String show(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
