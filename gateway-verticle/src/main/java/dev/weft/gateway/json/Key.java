package dev.weft.gateway.json;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** The bytes of a key between its quotes, decoded, with their hash. */
@SuppressWarnings("ArrayRecordComponent") // a view, compared by its own method
record Key(byte[] bytes, int from, int to, long hash) {
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  /** Differs from process to process, so that nobody can choose keys that all fall on one place. */
  private static final long SEED = ThreadLocalRandom.current().nextLong();

  static Key of(byte[] bytes, int from, int to) {
    long hash = SEED ^ (to - from);
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      hash = mix(hash ^ Words.at(bytes, i));
    }
    if (i < to) {
      hash = mix(hash ^ Words.first(bytes, i, to - i));
    }
    return new Key(bytes, from, to, hash);
  }

  private static long mix(long value) {
    long product = value * FACTOR;
    return (product ^ (product >>> 29)) * (SEED | 1);
  }

  boolean isSameAs(byte[] other) {
    return Arrays.equals(bytes, from, to, other, 0, other.length);
  }

  byte[] copy() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  int length() {
    return to - from;
  }
}
