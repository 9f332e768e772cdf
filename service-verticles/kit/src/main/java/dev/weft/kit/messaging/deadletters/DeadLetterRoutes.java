package dev.weft.kit.messaging.deadletters;

import static dev.weft.node.management.ManagementAnswer.json;
import static dev.weft.node.management.ManagementAnswer.refused;

import dev.weft.kit.messaging.deadletters.DeadLetterActs.Act;
import dev.weft.node.http.Problem;
import dev.weft.node.management.Handle;
import dev.weft.node.management.ManagementAnswer;
import dev.weft.node.management.ManagementRequest;
import dev.weft.node.management.ManagementRoutes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Dead letters of a service on the management port, below {@code /messages/<service>}. */
public final class DeadLetterRoutes {

  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 1_000;
  private static final Set<String> PAGING = Set.of("after", "limit");

  private final DeadLetterTable table;
  private final DeadLetterActs acts;

  private DeadLetterRoutes(Pool pool, DeadLetterActs acts) {
    this.table = new DeadLetterTable(pool);
    this.acts = acts;
  }

  /** Mounts them until the handle is closed. */
  public static Handle mount(
      ManagementRoutes routes, String service, Pool pool, DeadLetterActs acts) {
    var own = new DeadLetterRoutes(pool, acts);
    var path = "/messages/" + service + "/dead-letters";
    var handles =
        List.of(
            routes.add(HttpMethod.GET, path, own::list),
            routes.add(HttpMethod.GET, path + "/{id}", own::show),
            routes.add(HttpMethod.POST, path + "/redrive", r -> own.act(Act.REDRIVE, r)),
            routes.add(HttpMethod.POST, path + "/discard", r -> own.act(Act.DISCARD, r)));
    return () -> handles.forEach(Handle::close);
  }

  private Future<ManagementAnswer> list(ManagementRequest request) {
    var filter = new HashMap<>(request.query());
    filter.keySet().removeAll(PAGING);
    try {
      var page = request.query();
      var after = number("after", page.getOrDefault("after", "0"), Long.MAX_VALUE);
      var limit = (int) number("limit", page.getOrDefault("limit", "" + USUAL_PAGE), LARGEST_PAGE);
      return table.list(DeadLetterFilter.parse(filter), after, limit).map(ManagementAnswer::json);
    } catch (IllegalArgumentException e) {
      return bad(e);
    }
  }

  private Future<ManagementAnswer> show(ManagementRequest request) {
    try {
      var id = number("the id", request.path().getOrDefault("id", ""), Long.MAX_VALUE);
      return table
          .show(id)
          .map(
              found ->
                  found.isPresent()
                      ? json(found.get())
                      : refused(Problem.notFound("there is no dead letter " + id)));
    } catch (IllegalArgumentException e) {
      return bad(e);
    }
  }

  private Future<ManagementAnswer> act(Act act, ManagementRequest request) {
    try {
      var who = request.body().getValue("by") instanceof String by && !by.isBlank() ? by : null;
      if (who == null) {
        throw new IllegalArgumentException("\"by\" must say who does it, for the audit");
      }
      return acts.act(act, filter(request.body()), who + " from " + request.from())
          .map(done -> json(JsonObject.of("touched", done.touched(), "left", done.left())))
          .recover(
              _ ->
                  Future.succeededFuture(
                      refused(
                          Problem.unavailable(
                              "the database is away or a key is busy for long: ask again, what was"
                                  + " done is not done twice"))));
    } catch (IllegalArgumentException e) {
      return bad(e);
    }
  }

  /** Everything is meant only where that is said. */
  private static DeadLetterFilter filter(JsonObject body) {
    var given = new HashMap<String, String>();
    for (Map.Entry<String, Object> entry : body) {
      if (entry.getKey().equals("by") || entry.getKey().equals("all")) {
        continue;
      }
      if (!(entry.getValue() instanceof String text)) {
        throw new IllegalArgumentException("\"" + entry.getKey() + "\" must be a string");
      }
      given.put(entry.getKey(), text);
    }
    var filter = DeadLetterFilter.parse(given);
    var all = Boolean.TRUE.equals(body.getValue("all"));
    if (filter.isAll() != all) {
      throw new IllegalArgumentException(
          "say which dead letters are meant: a filter, or \"all\": true for every one");
    }
    return filter;
  }

  private static long number(String what, String text, long most) {
    try {
      var number = Long.parseLong(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw new IllegalArgumentException(what + " must be a whole number from 0 to " + most);
  }

  private static Future<ManagementAnswer> bad(IllegalArgumentException e) {
    return Future.succeededFuture(refused(Problem.badRequest(String.valueOf(e.getMessage()))));
  }
}
