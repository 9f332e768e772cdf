package dev.weft.gateway.json;

import java.util.Arrays;

/** Notes, while a value is scanned, where each of its tokens begins and ends. */
final class TapeBuilder {
  private int[] tokens = new int[3 * 64];
  private int[] open = new int[16];
  private int count;
  private int depth;

  void begin(long position) {
    if (3 * (count + 1) > tokens.length) {
      tokens = Arrays.copyOf(tokens, tokens.length * 2);
    }
    tokens[3 * count] = (int) position;
    count++;
  }

  void end(long position) {
    tokens[3 * count - 2] = (int) position;
    tokens[3 * count - 1] = count;
  }

  void open(long position) {
    if (depth == open.length) {
      open = Arrays.copyOf(open, depth * 2);
    }
    open[depth++] = count;
    begin(position);
  }

  void close(long position) {
    int token = open[--depth];
    tokens[3 * token + 1] = (int) position;
    tokens[3 * token + 2] = count;
  }

  JsonTape over(byte[] bytes) {
    return new JsonTape(bytes, tokens);
  }
}
