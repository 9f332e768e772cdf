package dev.weft.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an act came to.
 *
 * @param touched dead letters by service
 * @param left that no subscription wants any more
 */
record DeadLetterReceipt(Map<String, Long> touched, long left) {

  /** Does it, service by service. */
  static DeadLetterReceipt of(
      DeadLetterDesk desk, String act, Map<String, Map<String, String>> meant) {
    Map<String, Long> touched = new TreeMap<>();
    long left = 0;
    for (Map.Entry<String, Map<String, String>> each : meant.entrySet()) {
      JsonNode done = desk.act(act, each.getKey(), each.getValue());
      touched.put(each.getKey(), done.path("touched").asLong());
      left += done.path("left").asLong();
    }
    return new DeadLetterReceipt(touched, left);
  }

  long sum() {
    return touched.values().stream().mapToLong(Long::longValue).sum();
  }

  String json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("touched", sum()).put("left", left);
    ObjectNode services = json.putObject("services");
    touched.forEach(services::put);
    return json.toPrettyString();
  }

  String text(String done) {
    String each =
        touched.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", ", " (", ")"));
    String first =
        sum() == 0
            ? "No dead letter matches: nothing was " + done + "."
            : DeadLetterText.number(sum()) + " " + done + each + ".";
    return left == 0
        ? first
        : first
            + "%n%s left: the service no longer has their subscription."
                .formatted(DeadLetterText.number(left));
  }
}
