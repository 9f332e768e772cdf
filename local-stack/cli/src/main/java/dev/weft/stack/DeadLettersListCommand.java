package dev.weft.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells which dead letters there are. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List dead letters, oldest first. Exit status: 0, also when there are none.")
final class DeadLettersListCommand implements Callable<Integer> {

  private static final int PAGE = 500;

  @Mixin private final ManagementPlace place = new ManagementPlace();
  @Mixin private final DeadLetterFilterOptions filter = new DeadLetterFilterOptions();
  @Mixin private final Listing listing = new Listing();

  @Override
  public Integer call() {
    int limit = listing.limit();
    try (DeadLetterDesk desk = new DeadLetterDesk(place.client())) {
      for (String service : desk.services(filter.service())) {
        collect(desk, service, limit);
      }
    }
    listing.print("deadLetters", DeadLetterText::number, DeadLetterText::brief);
    return ExitStatus.OK;
  }

  private void collect(DeadLetterDesk desk, String service, int limit) {
    long after = 0;
    int left = limit;
    while (true) {
      int page = Math.min(left, PAGE);
      JsonNode answer = desk.list(service, filter.given(), after, page);
      JsonNode found = answer.path("deadLetters");
      for (JsonNode letter : found) {
        listing.add(service, letter);
        after = letter.path("id").asLong();
      }
      left -= found.size();
      if (found.size() < page || left == 0) {
        listing.matching(answer.path("matching").asLong());
        return;
      }
    }
  }
}
