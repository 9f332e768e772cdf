package dev.weft.gateway.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonScannerTest {
  private static final int ROUNDS = 60_000;
  private static final int DEPTH = 100;

  private static @Nullable JsonFault check(String json) {
    return JsonScanner.check(json.getBytes(UTF_8), DEPTH);
  }

  @Test
  void agreesWithJacksonOnValidAndBrokenBytes() {
    long seed = System.nanoTime();
    System.out.println("agreesWithJacksonOnValidAndBrokenBytes: seed " + seed);
    var random = new RandomJson(seed);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] valid = random.value();
      assertThat(JsonScanner.check(valid, DEPTH)).as("seed %d: %s", seed, show(valid)).isNull();
      byte[] broken = random.broken(valid);
      assertThat(JsonScanner.check(broken, DEPTH) == null)
          .as("seed %d: %s", seed, show(broken))
          .isEqualTo(Oracle.accepts(broken, true));
    }
  }

  @Test
  void givesTheSameVerdictHoweverTheBytesAreCut() {
    long seed = System.nanoTime();
    System.out.println("givesTheSameVerdictHoweverTheBytesAreCut: seed " + seed);
    var random = new RandomJson(seed);
    var scanner = new JsonScanner(DEPTH);
    for (int i = 0; i < ROUNDS / 3; i++) {
      byte[] bytes = i % 2 == 0 ? random.value() : random.broken(random.value());
      scanner.reset();
      for (int at = 0; at < bytes.length; ) {
        int to = Math.min(bytes.length, at + random.below(4));
        scanner.feed(bytes, at, to);
        at = to;
      }
      assertThat(scanner.finish())
          .as("seed %d: %s", seed, show(bytes))
          .isEqualTo(JsonScanner.check(bytes, DEPTH));
    }
  }

  private static String show(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{} {}",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\"}",
        "{a:1}",
        "01",
        "1.",
        ".5",
        "+1",
        "-",
        "1e",
        "True",
        "'a'",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "[1 2]",
        "{\"a\":1 \"b\":2}",
        "]",
        "}",
        "[}",
        "<html></html>",
        "NaN",
        "\ufeff{}",
        "{\"a\"::1}",
        "[,1]",
        "1 1",
        "//x\n1",
        "-a",
        "1.e5",
        "--1"
      })
  void refusesWhatIsNoJson(String text) {
    assertThat(check(text)).isEqualTo(JsonFault.SYNTAX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "[1", "{\"a\":", "\"abc", "\"\\u00", "tr", "[1,"})
  void tellsWhatBreaksOff(String text) {
    assertThat(check(text)).isEqualTo(JsonFault.UNFINISHED);
  }

  @Test
  void refusesNumbersBeyondADouble() {
    assertThat(check("1e400")).isEqualTo(JsonFault.NUMBER_TOO_LARGE);
    assertThat(check("[-1E+309]")).isEqualTo(JsonFault.NUMBER_TOO_LARGE);
    assertThat(check("1" + "0".repeat(309))).isEqualTo(JsonFault.NUMBER_TOO_LARGE);
    assertThat(check("0.001e311")).isNull();
    assertThat(check("0e999999")).isNull();
    assertThat(check("1e-999999")).isNull();
    assertThat(check("1e99999999999999999999")).isEqualTo(JsonFault.NUMBER_TOO_LARGE);
  }

  @Test
  void refusesWhatIsNestedTooDeepButNotTheLimitItself() {
    assertThat(check("[".repeat(DEPTH) + "]".repeat(DEPTH))).isNull();
    assertThat(check("[".repeat(DEPTH + 1) + "]".repeat(DEPTH + 1))).isEqualTo(JsonFault.TOO_DEEP);
    assertThat(check("[".repeat(5_000_000))).isEqualTo(JsonFault.TOO_DEEP);
  }

  @Test
  void refusesInvalidUtf8() {
    byte[][] invalid = {
      {(byte) 0x80},
      {(byte) 0xC0, (byte) 0x80},
      {(byte) 0xE0, (byte) 0x80, (byte) 0x80},
      {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
      {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
      {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
      {(byte) 0xC3}
    };
    for (byte[] bytes : invalid) {
      byte[] json = new byte[bytes.length + 2];
      json[0] = '"';
      System.arraycopy(bytes, 0, json, 1, bytes.length);
      json[json.length - 1] = '"';
      assertThat(JsonScanner.check(json, DEPTH)).isEqualTo(JsonFault.ENCODING);
    }
  }
}
