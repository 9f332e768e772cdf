package dev.weft.kit.saga;

import dev.weft.node.http.Problem;
import dev.weft.node.management.Handle;
import dev.weft.node.management.ManagementAnswer;
import dev.weft.node.management.ManagementRequest;
import dev.weft.node.management.ManagementRoutes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.List;

/** Sagas of a service on the management port, below {@code /sagas/<service>}. */
final class SagaRoutes {

  private static final String USUAL_PAGE = "50";
  private static final int LARGEST_PAGE = 10_000;

  private final SagaView view;

  private SagaRoutes(SagaView view) {
    this.view = view;
  }

  /** Mounts them until the handle is closed. */
  static Handle mount(ManagementRoutes routes, String service, SagaView view) {
    var own = new SagaRoutes(view);
    var handles =
        List.of(
            routes.add(HttpMethod.GET, "/sagas/" + service, own::list),
            routes.add(HttpMethod.GET, "/sagas/" + service + "/{saga}/{key}", own::show));
    return () -> handles.forEach(Handle::close);
  }

  private Future<ManagementAnswer> list(ManagementRequest request) {
    var filter = new HashMap<>(request.query());
    filter.remove("limit");
    try {
      var limit = limit(request.query().getOrDefault("limit", USUAL_PAGE));
      return view.list(SagaFilter.parse(filter), limit).map(ManagementAnswer::json);
    } catch (IllegalArgumentException e) {
      return Future.succeededFuture(
          ManagementAnswer.refused(Problem.badRequest(String.valueOf(e.getMessage()))));
    }
  }

  private Future<ManagementAnswer> show(ManagementRequest request) {
    var saga = request.path().getOrDefault("saga", "");
    var key = request.path().getOrDefault("key", "");
    return view.show(saga, key)
        .map(
            found ->
                found.isPresent()
                    ? ManagementAnswer.json(found.get())
                    : ManagementAnswer.refused(
                        Problem.notFound("there is no saga " + saga + " " + key)));
  }

  private static int limit(String text) {
    try {
      var number = Integer.parseInt(text);
      if (number >= 1 && number <= LARGEST_PAGE) {
        return number;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw new IllegalArgumentException("limit must be a whole number from 1 to " + LARGEST_PAGE);
  }
}
