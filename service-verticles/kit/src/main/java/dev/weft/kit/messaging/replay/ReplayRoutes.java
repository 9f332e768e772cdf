package dev.weft.kit.messaging.replay;

import dev.weft.node.http.Problem;
import dev.weft.node.management.Handle;
import dev.weft.node.management.ManagementAnswer;
import dev.weft.node.management.ManagementRequest;
import dev.weft.node.management.ManagementRoutes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asking for replays, seeing how far they are and cancelling them, over the management port. */
public final class ReplayRoutes {

  private static final String ASK =
      """
      INSERT INTO weft_replay (type, service, since, until, asked_by)
      VALUES ($1, $2, $3, coalesce($4, clock_timestamp()), $5) RETURNING id\
      """;

  /** What is kept was counted when it was sent, whoever emitted it. */
  private static final String WAS_SENT =
      "SELECT EXISTS (SELECT FROM weft_published WHERE type = $1)";

  private static final String CANCEL = "DELETE FROM weft_replay WHERE id = $1";

  private static final String LIST =
      """
      SELECT asked.*, sum(part.sent)::bigint AS sent, sum(part.refused)::bigint AS refused,
             count(*) FILTER (WHERE part.done_at IS NULL) = 0 AS done
        FROM weft_replay AS asked JOIN weft_replay_partition AS part ON part.replay = asked.id
       GROUP BY asked.id ORDER BY asked.id DESC LIMIT 100\
      """;

  private final String service;
  private final Pool pool;
  private final boolean keeps;

  private ReplayRoutes(String service, Pool pool, boolean keeps) {
    this.service = service;
    this.pool = pool;
    this.keeps = keeps;
  }

  /**
   * Answers at {@code /messages/<service>/replays}.
   *
   * @param keeps whether the service keeps what it sent: else there is nothing to send again
   */
  public static Handle mount(ManagementRoutes routes, String service, Pool pool, boolean keeps) {
    var replays = new ReplayRoutes(service, pool, keeps);
    var path = "/messages/" + service + "/replays";
    var handles =
        List.of(
            routes.add(HttpMethod.GET, path, _ -> replays.list()),
            routes.add(HttpMethod.POST, path, replays::ask),
            routes.add(HttpMethod.DELETE, path + "/{id}", replays::cancel));
    return () -> handles.forEach(Handle::close);
  }

  private Future<ManagementAnswer> list() {
    return pool.query(LIST)
        .execute()
        .map(
            rows -> {
              var replays = new JsonArray();
              rows.forEach(row -> replays.add(json(row)));
              return ManagementAnswer.json(JsonObject.of("replays", replays));
            });
  }

  private static JsonObject json(Row row) {
    return JsonObject.of(
        "id", row.getLong("id"),
        "type", row.getString("type"),
        "service", row.getString("service"),
        "since", row.getOffsetDateTime("since").toInstant().toString(),
        "until", row.getOffsetDateTime("until").toInstant().toString(),
        "askedBy", row.getString("asked_by"),
        "askedAt", row.getOffsetDateTime("asked_at").toInstant().toString(),
        "sent", row.getLong("sent"),
        "refused", row.getLong("refused"),
        "done", row.getBoolean("done"));
  }

  private Future<ManagementAnswer> ask(ManagementRequest request) {
    if (!keeps) {
      return refused(
          Problem.conflict("messages.keep is not set: nothing is kept to be sent again"));
    }
    Tuple asked;
    try {
      asked = asked(request);
    } catch (IllegalArgumentException e) {
      return refused(Problem.badRequest(String.valueOf(e.getMessage())));
    }
    var type = asked.getString(0);
    return pool.preparedQuery(WAS_SENT)
        .execute(Tuple.of(type))
        .compose(
            sent ->
                sent.iterator().next().getBoolean(0)
                    ? add(asked)
                    : refused(Problem.badRequest(service + " has sent nothing of type " + type)));
  }

  private Future<ManagementAnswer> add(Tuple asked) {
    return pool.preparedQuery(ASK)
        .execute(asked)
        .map(rows -> rows.iterator().next().getLong(0))
        .map(id -> ManagementAnswer.json(JsonObject.of("id", id)));
  }

  /** What is on its way already still arrives. */
  private Future<ManagementAnswer> cancel(ManagementRequest request) {
    var text = request.path().getOrDefault("id", "");
    long id;
    try {
      id = Long.parseLong(text);
    } catch (NumberFormatException _) {
      return refused(Problem.badRequest("the id must be a whole number"));
    }
    return pool.preparedQuery(CANCEL)
        .execute(Tuple.of(id))
        .map(
            rows ->
                rows.rowCount() == 1
                    ? ManagementAnswer.json(JsonObject.of("cancelled", id))
                    : ManagementAnswer.refused(Problem.notFound("there is no replay " + id)));
  }

  private static Tuple asked(ManagementRequest request) {
    var since = time(request, "since");
    if (since == null) {
      throw new IllegalArgumentException("\"since\" is missing");
    }
    var by = text(request, "by");
    return Tuple.of(
        required(request, "type"),
        required(request, "service"),
        since,
        time(request, "until"),
        by == null ? request.from() : by);
  }

  private static String required(ManagementRequest request, String name) {
    var value = text(request, name);
    if (value == null) {
      throw new IllegalArgumentException("\"" + name + "\" is missing");
    }
    return value;
  }

  private static @Nullable OffsetDateTime time(ManagementRequest request, String name) {
    var value = text(request, name);
    try {
      return value == null ? null : OffsetDateTime.parse(value);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + name + "\" must be a time such as 2026-11-25T00:00:00Z", e);
    }
  }

  private static @Nullable String text(ManagementRequest request, String name) {
    var value = request.body().getValue(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new IllegalArgumentException("\"" + name + "\" must be a text");
  }

  private static Future<ManagementAnswer> refused(Problem problem) {
    return Future.succeededFuture(ManagementAnswer.refused(problem));
  }
}
