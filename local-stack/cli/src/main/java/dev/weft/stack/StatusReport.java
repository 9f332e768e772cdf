package dev.weft.stack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.stack.StackStatus.Part;
import dev.weft.stack.StackStatus.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads a status out of what {@code /info} and {@code /health/ready} answered. */
record StatusReport(RunFile run, JsonNode info, JsonNode ready, Map<String, String> urls) {

  /** From the client inwards; a part that is not named here comes first. */
  private static final List<String> ORDER =
      List.of(
          "gateway", "customers", "catalogue", "orders", "stock", "payments", "database", "broker");

  StackStatus status() {
    boolean up = ready.path("status").asText().equals("UP");
    State state = up ? State.UP : run.url().isEmpty() ? State.STARTING : State.NOT_READY;
    List<Part> parts = new ArrayList<>();
    info.path("parts").forEach(part -> parts.add(part(part)));
    parts.sort(Comparator.comparingInt(part -> ORDER.indexOf(part.name())));
    return new StackStatus(
        state,
        run.pid(),
        info.path("version").asText(),
        run.started().toString(),
        urls,
        List.copyOf(parts));
  }

  private Part part(JsonNode part) {
    String name = part.path("name").asText();
    String reason = reasonAgainst(name);
    JsonNode instance = instance(name);
    return new Part(
        name,
        reason.isEmpty() ? State.UP : State.NOT_READY,
        text(part.path("version"), instance.path("version")),
        url(name, part, instance),
        reason.isEmpty() ? null : reason);
  }

  private @Nullable String url(String name, JsonNode part, JsonNode instance) {
    if (name.equals("gateway") && !run.url().isEmpty()) {
      return run.url();
    }
    return instance.has("address")
        ? "http://" + instance.path("address").asText()
        : text(part.path("url"), part.path("address"));
  }

  /**
   * The reasons of all failed checks that are named after the part: "orders" or "orders database".
   */
  private String reasonAgainst(String name) {
    return stream(ready.path("checks"))
        .filter(check -> check.path("status").asText().equals("DOWN"))
        .filter(check -> belongs(check.path("name").asText(), name))
        .map(check -> check.path("reason").asText())
        .collect(Collectors.joining("; "));
  }

  private static boolean belongs(String check, String part) {
    return check.startsWith(part)
        && (check.length() == part.length()
            || !Character.isLetterOrDigit(check.charAt(part.length())));
  }

  private JsonNode instance(String service) {
    return stream(info.path("services").path(service))
        .filter(instance -> instance.path("protocol").asText().equalsIgnoreCase("http"))
        .findFirst()
        .orElse(info.path("services").path(service).path(0));
  }

  private static @Nullable String text(JsonNode first, JsonNode second) {
    JsonNode found = first.isMissingNode() ? second : first;
    return found.isMissingNode() || found.isNull() ? null : found.asText();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
