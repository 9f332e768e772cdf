package dev.weft.gateway.cache;

import io.netty.handler.codec.DateFormatter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Dates as HTTP writes them, the two obsolete forms too (RFC 9110, 5.6.7). */
public final class HttpDate {
  private HttpDate() {}

  /** Null when it is none. */
  public static @Nullable Instant parse(String text) {
    var date = DateFormatter.parseHttpDate(text);
    return date == null ? null : date.toInstant();
  }
}
