package dev.weft.stack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters an act is about. Everything is meant only where that is said. */
final class DeadLetterSelection {

  @Mixin private final DeadLetterFilterOptions filter = new DeadLetterFilterOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "SERVICE/NUMBER",
      description = "These ones, such as orders/17.")
  private @Nullable List<String> letters;

  @Option(names = "--all", description = "All of them, or all of a --service.")
  private boolean all;

  /** What is meant of each service; an empty filter means all of it. */
  Map<String, Map<String, String>> of(DeadLetterDesk desk) {
    Map<String, String> given = filter.given();
    boolean some = letters != null && !letters.isEmpty();
    if (some && (all || !given.isEmpty() || filter.service() != null)) {
      throw wrong("name dead letters, or give a filter, not both");
    }
    if (all && !given.isEmpty()) {
      throw wrong("--all and a filter do not go together");
    }
    if (some) {
      return named(desk);
    }
    if (!all && given.isEmpty()) {
      throw wrong(
          "which ones? Name them (orders/17), give a filter (--reason, --type, ...), or say --all");
    }
    Map<String, Map<String, String>> meant = new LinkedHashMap<>();
    desk.services(filter.service()).forEach(service -> meant.put(service, given));
    return meant;
  }

  private Map<String, Map<String, String>> named(DeadLetterDesk desk) {
    Map<String, Map<String, String>> meant = new TreeMap<>();
    List<String> services = desk.services(null);
    for (String letter : letters == null ? List.<String>of() : letters) {
      DeadLetterReference reference = DeadLetterReference.parse(letter);
      if (!services.contains(reference.service())) {
        throw wrong(
            "there is no service %s here; there are: %s"
                .formatted(reference.service(), String.join(", ", services)));
      }
      meant
          .computeIfAbsent(reference.service(), _ -> new LinkedHashMap<>())
          .merge("ids", Long.toString(reference.id()), (before, id) -> before + "," + id);
    }
    return meant;
  }

  private static StackException wrong(String message) {
    return new StackException(ExitStatus.WRONG_INPUT, message);
  }
}
