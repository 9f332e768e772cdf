package dev.weft.kit.messaging.books;

import dev.weft.node.http.Problem;
import dev.weft.node.management.Handle;
import dev.weft.node.management.ManagementAnswer;
import dev.weft.node.management.ManagementRequest;
import dev.weft.node.management.ManagementRoutes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Books of a service on the management port, at {@code /books/<service>}. */
public final class BooksRoutes {

  private final Books books;

  private BooksRoutes(Books books) {
    this.books = books;
  }

  /** Mounts them until the handle is closed. */
  public static Handle mount(ManagementRoutes routes, String service, Books books) {
    var own = new BooksRoutes(books);
    var path = "/books/" + service;
    var handles =
        List.of(
            routes.add(HttpMethod.GET, path, _ -> own.tell()),
            routes.add(HttpMethod.POST, path + "/open", own::open));
    return () -> handles.forEach(Handle::close);
  }

  private Future<ManagementAnswer> tell() {
    return books
        .now()
        .map(statement -> BooksAnswer.of(statement, books.alarms()))
        .recover(_ -> refused(Problem.unavailable("the database does not answer")));
  }

  private Future<ManagementAnswer> open(ManagementRequest request) {
    if (!(request.body().getValue("subscription") instanceof String subscription)
        || !(request.body().getValue("by") instanceof String by)
        || by.isBlank()) {
      return refused(
          Problem.badRequest("\"subscription\" must say which, \"by\" who does it, for the audit"));
    }
    return books
        .open(subscription, by + " from " + request.from())
        .map(_ -> ManagementAnswer.json(JsonObject.of("opened", subscription)))
        .recover(
            failure ->
                switch (failure) {
                  case IllegalArgumentException e ->
                      refused(Problem.badRequest(String.valueOf(e.getMessage())));
                  case IllegalStateException e ->
                      refused(
                          Problem.conflict(
                              "the books of %s can not be opened now: %s"
                                  .formatted(subscription, e.getMessage())));
                  default -> refused(Problem.unavailable("the database does not answer"));
                });
  }

  private static Future<ManagementAnswer> refused(Problem problem) {
    return Future.succeededFuture(ManagementAnswer.refused(problem));
  }
}
