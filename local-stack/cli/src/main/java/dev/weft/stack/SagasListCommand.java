package dev.weft.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells where sagas are. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "List sagas that have not ended, longest in their state first. Exit status: 0, also when"
            + " there are none.")
final class SagasListCommand implements Callable<Integer> {

  @Mixin private final ManagementPlace place = new ManagementPlace();
  @Mixin private final Listing listing = new Listing();

  @Option(names = "--service", paramLabel = "NAME", description = "Of this service only.")
  private @Nullable String service;

  @Option(names = "--saga", paramLabel = "NAME", description = "Of this name, such as order.")
  private @Nullable String saga;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "In this state, such as AWAITING_STOCK; may be one that sagas end in.")
  private @Nullable String state;

  @Option(
      names = "--stuck",
      description = "Only those that are overdue, or have a message that fails.")
  private boolean stuck;

  @Option(
      names = "--older",
      paramLabel = "TIME",
      description = "In their state since before then: 30m, 2h, 7d ago, or 2026-11-25T22:00:00Z.")
  private @Nullable String older;

  @Override
  public Integer call() {
    Map<String, String> filter = filter();
    int limit = listing.limit();
    try (SagaDesk desk = new SagaDesk(place.client())) {
      for (String name : desk.services(service)) {
        JsonNode answer = desk.list(name, filter, limit);
        answer.path("sagas").forEach(found -> listing.add(name, found));
        listing.matching(answer.path("matching").asLong());
      }
    }
    listing.print("sagas", SagaText::number, SagaText::brief);
    return ExitStatus.OK;
  }

  private Map<String, String> filter() {
    Map<String, String> filter = new LinkedHashMap<>();
    if (saga != null) {
      filter.put("saga", saga);
    }
    if (state != null) {
      filter.put("state", state);
    }
    if (stuck) {
      filter.put("stuck", "true");
    }
    if (older != null) {
      filter.put("older", PastTime.parse("--older", older));
    }
    return filter;
  }
}
