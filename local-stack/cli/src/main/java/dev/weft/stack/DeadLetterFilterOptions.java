package dev.weft.stack;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters a command means: those to which all that is given applies. */
final class DeadLetterFilterOptions {

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
    put(given, "since", since == null ? null : PastTime.parse("--since", since));
    put(given, "until", until == null ? null : PastTime.parse("--until", until));
    return given;
  }

  private static void put(Map<String, String> given, String name, @Nullable String value) {
    if (value != null) {
      given.put(name, value);
    }
  }
}
