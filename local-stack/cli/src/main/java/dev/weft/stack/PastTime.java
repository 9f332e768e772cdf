package dev.weft.stack;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** A time on the command line: {@code 30m} ago, or {@code 2026-11-25T22:00:00Z}. */
final class PastTime {

  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

  private PastTime() {}

  /** As the management port wants it. */
  static String parse(String option, String text) {
    var ago = AGO.matcher(text);
    if (ago.matches()) {
      long number = Long.parseLong(ago.group(1));
      Duration length =
          switch (ago.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      return Instant.now().minus(length).toString();
    }
    try {
      return OffsetDateTime.parse(text).toInstant().toString();
    } catch (DateTimeException _) {
      throw new StackException(
          ExitStatus.WRONG_INPUT,
          option + " must be a time such as 30m, 2h, 7d or 2026-11-25T22:00:00Z, not " + text);
    }
  }
}
