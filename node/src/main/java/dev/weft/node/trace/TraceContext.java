package dev.weft.node.trace;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where one piece of work stands in a trace (W3C Trace Context). Immutable.
 *
 * @param traceId 32 lower-case hexadecimal digits
 * @param spanId 16 lower-case hexadecimal digits
 * @param flags bit 0: the trace is sampled
 */
public record TraceContext(String traceId, String spanId, int flags) {

  private static final int LENGTH = 55;
  private static final HexFormat HEX = HexFormat.of();

  /** The start of a new trace. */
  public static TraceContext fresh() {
    return new TraceContext(id() + id(), id(), 1);
  }

  /** A child of the caller's span when the header is a valid one, else a new trace. */
  public static TraceContext parse(@Nullable String traceparent) {
    if (traceparent == null || !isValid(traceparent)) {
      return fresh();
    }
    int flags = HexFormat.fromHexDigits(traceparent, 53, 55);
    return new TraceContext(traceparent.substring(3, 35), id(), flags & 1);
  }

  /** A new span in the same trace. */
  public TraceContext child() {
    return new TraceContext(traceId, id(), flags);
  }

  /** The header's value. */
  public String traceparent() {
    return "00-" + traceId + '-' + spanId + '-' + HEX.toHexDigits((byte) flags);
  }

  private static boolean isValid(String text) {
    // Later versions may append fields after a dash; version 00 has exactly four.
    boolean version00 = text.startsWith("00");
    if (text.length() < LENGTH || (version00 && text.length() > LENGTH)) {
      return false;
    }
    return hex(text, 0, 2)
        && !text.startsWith("ff")
        && text.charAt(2) == '-'
        && hex(text, 3, 35)
        && !zero(text, 3, 35)
        && text.charAt(35) == '-'
        && hex(text, 36, 52)
        && !zero(text, 36, 52)
        && text.charAt(52) == '-'
        && hex(text, 53, 55)
        && (text.length() == LENGTH || text.charAt(LENGTH) == '-');
  }

  private static boolean hex(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean zero(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }

  private static String id() {
    long value;
    do {
      value = ThreadLocalRandom.current().nextLong();
    } while (value == 0);
    return HEX.toHexDigits(value);
  }
}
