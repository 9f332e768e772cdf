package dev.weft.gateway.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Several bytes of an array as one number, the first byte lowest, and what can be told of them. */
final class Words {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = ONES << 7;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';
  private static final long ZEROS = ONES * '0';
  private static final long ABOVE_NINE = ONES * (0x80 - 10);

  private Words() {}

  static long at(byte[] in, int at) {
    return (long) LONGS.get(in, at);
  }

  static int intAt(byte[] in, int at) {
    return (int) INTS.get(in, at);
  }

  /** A word of four letters as it looks to {@link #intAt}. */
  static int wordOf(String letters) {
    return intAt(letters.getBytes(StandardCharsets.US_ASCII), 0);
  }

  /** Some bytes of an array, at most eight. */
  static long first(byte[] in, int from, int count) {
    long word = 0;
    for (int i = count - 1; i >= 0; i--) {
      word = (word << 8) | (in[from + i] & 0xff);
    }
    return word;
  }

  /**
   * Not zero when a byte is not plain ASCII text inside a string; {@link #index} says which is the
   * first.
   */
  static long special(long word) {
    return (((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES) | (word - SPACES) | word)
        & HIGH_BITS;
  }

  /** How many decimal digits it begins with. */
  static int digits(long word) {
    long others = word ^ ZEROS;
    long marks = ((others + ABOVE_NINE) | others) & HIGH_BITS;
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }

  /** The position of the lowest mark. */
  static int index(long marks) {
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }
}
