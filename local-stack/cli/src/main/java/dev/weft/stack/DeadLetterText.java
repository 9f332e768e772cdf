package dev.weft.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Dead letters for people. */
final class DeadLetterText {

  private static final int WIDTH = 160;

  private DeadLetterText() {}

  static String number(long number) {
    return number == 1
        ? "1 dead letter"
        : (number == 0 ? "no" : Long.toString(number)) + " dead letters";
  }

  /** Two lines: which one, and why. */
  static String brief(JsonNode letter) {
    String subscription = letter.path("subscription").asText();
    String reason = letter.path("reason").asText().replaceAll("\\s+", " ");
    return "  %s/%d  %s  %s  key %s  %s%s%n      %s"
        .formatted(
            letter.path("service").asText(),
            letter.path("id").asLong(),
            letter.path("deadAt").asText(),
            letter.path("type").asText() + (subscription.equals("outbox") ? " (outbox)" : ""),
            letter.path("key").asText(),
            letter.path("attempts").asLong() == 1
                ? "1 attempt"
                : letter.path("attempts").asLong() + " attempts",
            letter.path("holdsKey").asBoolean() ? "  holds its key" : "",
            reason.length() <= WIDTH ? reason : reason.substring(0, WIDTH) + "...");
  }

  /** All that is known of it, the payload last. */
  static String whole(DeadLetterReference reference, JsonNode letter) {
    StringBuilder text = new StringBuilder().append(reference).append('\n');
    for (Map.Entry<String, JsonNode> field : letter.properties()) {
      JsonNode value = field.getValue();
      boolean shown = value.isValueNode() && !value.isNull() && !field.getKey().equals("id");
      if (shown && !field.getKey().startsWith("payload")) {
        text.append("  %-14s%s%n".formatted(field.getKey(), value.asText()));
      }
    }
    for (Map.Entry<String, JsonNode> property : letter.path("properties").properties()) {
      text.append("  property      %s = %s%n".formatted(property.getKey(), property.getValue()));
    }
    String payload = letter.path("payload").asText(letter.path("payloadBase64").asText());
    return text.append(letter.has("payload") ? "payload:\n" : "payload, in Base64:\n")
        .append(payload)
        .toString();
  }
}
