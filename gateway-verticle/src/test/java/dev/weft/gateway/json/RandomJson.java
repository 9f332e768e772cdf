package dev.weft.gateway.json;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Makes JSON of every shape, and breaks it. */
final class RandomJson {
  private static final String[] TEXTS = {
    "",
    "a",
    "plain text that is longer than eight bytes",
    "\\u0041",
    "\\n\\\"\\\\\\/",
    "Zubeh\u00f6r",
    "\u20ac",
    "\ud83d\ude00",
    "x\u0800y\uffffz"
  };
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1",
    "12345678901234567890",
    "4.2900",
    "-1.5e-3",
    "1E5",
    "0.000",
    "1e308",
    "2e-400",
    "0e999999999999"
  };
  private final Random random;

  RandomJson(long seed) {
    random = new Random(seed);
  }

  byte[] value() {
    var out = new StringBuilder();
    value(out, 0);
    space(out);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Objects in each other whose few keys are often the same, sometimes twice in one. */
  byte[] withKeys() {
    var out = new StringBuilder();
    keys(out, 0);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void keys(StringBuilder out, int depth) {
    out.append('{');
    for (int i = 0, count = random.nextInt(4); i < count; i++) {
      var key = pick(new String[] {"id", "a", "\\u0061", "a rather long key", "größe"});
      out.append(i == 0 ? "\"" : ",\"").append(key).append("\":");
      if (random.nextInt(3) == 0 && depth < 5) {
        keys(out, depth + 1);
      } else {
        out.append(pick(NUMBERS));
      }
    }
    out.append('}');
  }

  private void value(StringBuilder out, int depth) {
    space(out);
    switch (random.nextInt(depth > 6 ? 5 : 8)) {
      case 0 -> out.append("null");
      case 1 -> out.append(random.nextBoolean());
      case 2, 3 -> out.append(pick(NUMBERS));
      case 4 -> text(out);
      case 5, 6 -> object(out, depth);
      default -> array(out, depth);
    }
  }

  private void object(StringBuilder out, int depth) {
    out.append('{');
    int fields = random.nextInt(5);
    for (int i = 0; i < fields; i++) {
      out.append(i == 0 ? "" : ",");
      space(out);
      out.append("\"k").append(i).append(pick(TEXTS)).append('"');
      space(out);
      out.append(':');
      value(out, depth + 1);
      space(out);
    }
    space(out);
    out.append('}');
  }

  private void array(StringBuilder out, int depth) {
    out.append('[');
    int items = random.nextInt(5);
    for (int i = 0; i < items; i++) {
      out.append(i == 0 ? "" : ",");
      value(out, depth + 1);
      space(out);
    }
    space(out);
    out.append(']');
  }

  private void text(StringBuilder out) {
    out.append('"');
    for (int i = random.nextInt(4); i > 0; i--) {
      out.append(pick(TEXTS));
    }
    out.append('"');
  }

  private void space(StringBuilder out) {
    if (random.nextInt(4) == 0) {
      out.append(pick(new String[] {" ", "\n", "\t", "\r\n", "    "}));
    }
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }

  /** Changes a few bytes: drops, doubles, replaces or swaps them. */
  byte[] broken(byte[] json) {
    byte[] bytes = json.clone();
    for (int i = 1 + random.nextInt(3); i > 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "{}[]\",:0123456789.eE+-\\utfn \n".charAt(random.nextInt(29));
        case 2 -> bytes = without(bytes, at);
        default -> bytes = java.util.Arrays.copyOf(bytes, at);
      }
    }
    return bytes;
  }

  private static byte[] without(byte[] bytes, int at) {
    var less = new byte[bytes.length - 1];
    System.arraycopy(bytes, 0, less, 0, at);
    System.arraycopy(bytes, at + 1, less, at, less.length - at);
    return less;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }
}
