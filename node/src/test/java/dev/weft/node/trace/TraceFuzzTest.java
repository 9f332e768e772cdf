package dev.weft.node.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Whatever a client sends as {@code traceparent}, what goes on is valid. */
final class TraceFuzzTest {

  private static final String VALID =
      "[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[01]";
  private static final String ALPHABET = "0123456789abcdefABCDEFg-_ \n\u0000é";

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @RepeatedTest(20)
  void aDamagedHeaderNeverGoesOn() {
    for (int i = 0; i < 1_000; i++) {
      var header = damaged(TraceContext.fresh().traceparent());

      var trace = TraceContext.parse(header);

      assertThat(trace.traceparent()).as("\"%s\", seed %d", header, seed).matches(VALID);
      assertThat(header)
          .as("the span is never the caller's, seed %d", seed)
          .doesNotContain(trace.spanId());
    }
  }

  @Test
  void idsAreNotRepeated() {
    var seen = new HashSet<String>();
    for (int i = 0; i < 100_000; i++) {
      assertThat(seen.add(TraceContext.fresh().traceId())).isTrue();
    }
  }

  private String damaged(String header) {
    var text = new StringBuilder(header);
    for (int i = random.nextInt(3); i > 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, c);
        case 1 -> text.insert(at, c);
        case 2 -> text.deleteCharAt(at);
        default -> text.setLength(at);
      }
    }
    return text.toString();
  }
}
