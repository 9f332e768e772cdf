package dev.weft.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Sagas for people. */
final class SagaText {

  private SagaText() {}

  static String number(long number) {
    return number == 1 ? "1 saga" : (number == 0 ? "no" : Long.toString(number)) + " sagas";
  }

  /** One line: which one, and where it is; and one more for each reason why it is stuck. */
  static String brief(JsonNode saga) {
    return "  %s/%s/%s  %s  since %s%s%s"
        .formatted(
            saga.path("service").asText(),
            saga.path("saga").asText(),
            saga.path("key").asText(),
            saga.path("state").asText(),
            saga.path("enteredAt").asText(),
            saga.path("stuck").asBoolean() ? "  stuck" : "",
            troubles(saga, "\n      "));
  }

  /** All that is known of it, the data last. */
  static String whole(SagaReference reference, JsonNode saga) {
    StringBuilder text = new StringBuilder().append(reference).append('\n');
    for (Map.Entry<String, JsonNode> field : saga.properties()) {
      JsonNode value = field.getValue();
      if (value.isValueNode() && !value.isNull() && !field.getKey().equals("data")) {
        text.append("  %-14s%s%n".formatted(field.getKey(), value.asText()));
      }
    }
    for (JsonNode undo : saga.path("compensations")) {
      text.append(
          "  undone by     %s %s%n"
              .formatted(undo.path("type").asText(), undo.path("data").asText()));
    }
    return text.append("  data          ")
        .append(saga.path("data").asText())
        .append(troubles(saga, "\n  stuck         "))
        .toString();
  }

  private static String troubles(JsonNode saga, String before) {
    StringBuilder text = new StringBuilder();
    if (saga.path("overdue").asBoolean()) {
      text.append(before).append("it is longer in its state than it should be");
    }
    for (JsonNode message : saga.path("failing")) {
      text.append(before)
          .append(
              "%s %s, attempt %d: %s"
                  .formatted(
                      message.path("subscription").asText(),
                      message.has("deadLetter")
                          ? "is dead letter " + message.path("deadLetter").asLong()
                          : "is tried again",
                      message.path("attempts").asLong(),
                      message.path("reason").asText().replaceAll("\\s+", " ")));
    }
    return text.toString();
  }
}
