package dev.weft.kit.messaging.deadletters;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant: those to which all that is given applies. Immutable.
 *
 * @param ids null for any
 * @param reason is part of the dead letter's reason, in upper or lower case, or its stack digest
 * @param since died then or later
 * @param until died before
 */
public record DeadLetterFilter(
    @Nullable List<Long> ids,
    @Nullable String type,
    @Nullable String subscription,
    @Nullable String reason,
    @Nullable Instant since,
    @Nullable Instant until) {

  /** Everything. */
  public static final DeadLetterFilter ALL =
      new DeadLetterFilter(null, null, null, null, null, null);

  /** What a filter may say. */
  static final Set<String> NAMES =
      Set.of("ids", "type", "subscription", "reason", "since", "until");

  /** The condition that {@link #arguments} fits, with parameters from 1 to 6. */
  static final String CONDITION =
      """
      ($1::bigint[] IS NULL OR id = ANY ($1))
         AND ($2::text IS NULL OR type = $2)
         AND ($3::text IS NULL OR subscription = $3)
         AND ($4::text IS NULL OR strpos(lower(reason), lower($4)) > 0 OR stack_digest = $4)
         AND ($5::timestamptz IS NULL OR dead_at >= $5)
         AND ($6::timestamptz IS NULL OR dead_at < $6)\
      """;

  public DeadLetterFilter {
    ids = ids == null ? null : List.copyOf(ids);
  }

  /** These and no others. */
  public static DeadLetterFilter of(Long... ids) {
    return new DeadLetterFilter(List.of(ids), null, null, null, null, null);
  }

  /**
   * Reads a filter out of text.
   *
   * @throws IllegalArgumentException when something in it means nothing: it must not be taken for a
   *     wider filter
   */
  static DeadLetterFilter parse(Map<String, String> given) {
    for (var name : given.keySet()) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "there is no filter \""
                + name
                + "\"; there are ids, reason, since, subscription, type"
                + " and until");
      }
    }
    return new DeadLetterFilter(
        ids(given.get("ids")),
        given.get("type"),
        given.get("subscription"),
        given.get("reason"),
        instant("since", given.get("since")),
        instant("until", given.get("until")));
  }

  /** Whether it leaves nothing out. */
  boolean isAll() {
    return equals(ALL);
  }

  /** For the audit. */
  JsonObject json() {
    var json = new JsonObject();
    if (ids != null) {
      json.put("ids", new JsonArray(ids));
    }
    var texts = new TreeMap<String, @Nullable Object>();
    texts.put("type", type);
    texts.put("subscription", subscription);
    texts.put("reason", reason);
    texts.put("since", since);
    texts.put("until", until);
    texts.forEach(
        (name, value) -> {
          if (value != null) {
            json.put(name, value.toString());
          }
        });
    return json;
  }

  Tuple arguments() {
    return Tuple.tuple()
        .addArrayOfLong(ids == null ? null : ids.toArray(Long[]::new))
        .addString(type)
        .addString(subscription)
        .addString(reason)
        .addOffsetDateTime(since == null ? null : since.atOffset(ZoneOffset.UTC))
        .addOffsetDateTime(until == null ? null : until.atOffset(ZoneOffset.UTC));
  }

  private static @Nullable List<Long> ids(@Nullable String text) {
    if (text == null) {
      return null;
    }
    var ids = new ArrayList<Long>();
    for (var part : text.split(",", -1)) {
      try {
        ids.add(Long.parseLong(part.strip()));
      } catch (NumberFormatException _) {
        throw new IllegalArgumentException("ids must be numbers parted by commas, not " + text);
      }
    }
    return ids;
  }

  private static @Nullable Instant instant(String name, @Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw new IllegalArgumentException(
          name + " must be a time such as 2026-11-25T22:00:00Z, not " + text);
    }
  }
}
