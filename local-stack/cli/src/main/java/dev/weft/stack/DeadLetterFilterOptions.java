package dev.weft.stack;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters a command means: those to which all that is given applies. */
final class DeadLetterFilterOptions {

  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

  @Option(names = "--service", paramLabel = "NAME", description = "Of this service only.")
  private @Nullable String service;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Of this message type, such as foodmart.orders.OrderPlaced.")
  private @Nullable String type;

  @Option(
      names = "--subscription",
      paramLabel = "NAME",
      description =
          "Of this subscription, such as foodmart.orders.OrderPlaced::stock; outbox: those that"
              + " could not be published.")
  private @Nullable String subscription;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "With this text in their reason, or with this stack digest.")
  private @Nullable String reason;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Dead since then: 30m, 2h, 7d ago, or 2026-11-25T22:00:00Z.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Dead before then.")
  private @Nullable String until;

  @Nullable String service() {
    return service;
  }

  /** As the management port wants it; empty when every dead letter is meant. */
  Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    put(given, "type", type);
    put(given, "subscription", subscription);
    put(given, "reason", reason);
    put(given, "since", since == null ? null : time("--since", since));
    put(given, "until", until == null ? null : time("--until", until));
    return given;
  }

  private static void put(Map<String, String> given, String name, @Nullable String value) {
    if (value != null) {
      given.put(name, value);
    }
  }

  private static String time(String option, String text) {
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
