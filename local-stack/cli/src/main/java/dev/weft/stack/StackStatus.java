package dev.weft.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What runs here.
 *
 * @param pid null when nothing runs
 * @param since start of the process, ISO 8601
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record StackStatus(
    State state,
    @Nullable Long pid,
    String version,
    @Nullable String since,
    Map<String, String> urls,
    List<Part> parts) {

  enum State {
    UP,
    STARTING,
    NOT_READY,
    DOWN;

    @JsonValue
    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Gateway, a service, the database or the broker. */
  record Part(
      String name,
      State state,
      @Nullable String version,
      @Nullable String url,
      @Nullable String reason) {}

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  static StackStatus down() {
    return new StackStatus(State.DOWN, null, Version.ofWeft(), null, Map.of(), List.of());
  }

  static StackStatus starting(RunFile run) {
    return new StackStatus(
        State.STARTING, run.pid(), Version.ofWeft(), run.started().toString(), Map.of(), List.of());
  }

  /** It runs, and its management port does not answer. */
  static StackStatus silent(RunFile run, Map<String, String> urls) {
    return new StackStatus(
        State.NOT_READY, run.pid(), Version.ofWeft(), run.started().toString(), urls, List.of());
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  String toText() {
    if (state == State.DOWN) {
      return "Weft is not running. Start it with `./weft up`.";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        "Weft %s is %s, process %d, since %s%n".formatted(version, state.text(), pid, since));
    new TreeMap<>(urls).forEach((name, url) -> text.append("  %-12s %s%n".formatted(name, url)));
    for (Part part : parts) {
      text.append("  %-12s %-10s".formatted(part.name(), part.state().text()));
      text.append(" %-16s".formatted(String.valueOf(part.version())));
      text.append(part.url() == null ? "" : " " + part.url());
      text.append(part.reason() == null ? "" : " (" + part.reason() + ")");
      text.append(System.lineSeparator());
    }
    return text.toString().stripTrailing();
  }
}
