package dev.weft.kit.saga;

import io.vertx.sqlclient.Tuple;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which sagas are meant: those to which all that is given applies. Without a state, those that have
 * not ended.
 *
 * @param stuck only those that are, or only those that are not
 * @param older in their state since before then
 */
record SagaFilter(
    @Nullable String saga,
    @Nullable String state,
    @Nullable Boolean stuck,
    @Nullable OffsetDateTime older) {

  private static final Set<String> NAMES = new TreeSet<>(Set.of("older", "saga", "state", "stuck"));

  /** The condition that {@link #addTo} fits, with parameters from 5 to 8. */
  static final String CONDITION =
      """
      ($5::text IS NULL OR saga = $5)
         AND ($6::text IS NULL AND ended_at IS NULL OR state = $6)
         AND ($7::boolean IS NULL OR stuck = $7)
         AND ($8::timestamptz IS NULL OR entered_at < $8)\
      """;

  /**
   * Reads a filter out of text.
   *
   * @throws IllegalArgumentException when something in it means nothing
   */
  static SagaFilter parse(Map<String, String> given) {
    for (var name : given.keySet()) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "there is no filter \"" + name + "\"; there are " + String.join(", ", NAMES));
      }
    }
    return new SagaFilter(
        given.get("saga"), given.get("state"), truth(given.get("stuck")), time(given.get("older")));
  }

  Tuple addTo(Tuple arguments) {
    return arguments.addString(saga).addString(state).addBoolean(stuck).addOffsetDateTime(older);
  }

  private static @Nullable Boolean truth(@Nullable String text) {
    return switch (text) {
      case null -> null;
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("stuck must be true or false, not " + text);
    };
  }

  private static @Nullable OffsetDateTime time(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "older must be a time such as 2026-11-25T22:00:00Z, not " + text, e);
    }
  }
}
