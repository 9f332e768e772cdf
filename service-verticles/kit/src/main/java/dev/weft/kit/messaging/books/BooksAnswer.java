package dev.weft.kit.messaging.books;

import dev.weft.node.management.ManagementAnswer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The books as the management port tells them. */
final class BooksAnswer {

  private BooksAnswer() {}

  static ManagementAnswer of(Statement statement, List<String> alarms) {
    var types = new JsonArray();
    statement.types().forEach(book -> types.add(json(book)));
    var subscriptions = new JsonArray();
    statement.subscriptions().forEach(book -> subscriptions.add(json(book)));
    return ManagementAnswer.json(
        new JsonObject()
            .put("at", statement.at().toString())
            .put("types", types)
            .put("subscriptions", subscriptions)
            .put("alarms", new JsonArray(alarms)));
  }

  private static JsonObject json(TypeBook book) {
    return new JsonObject()
        .put("type", book.type())
        .put("published", book.published())
        .put("waiting", book.waiting().number())
        .put("waitingAtLeast", book.waiting().more())
        .put("scheduled", book.scheduled().number())
        .put("scheduledAtLeast", book.scheduled().more())
        .put("dead", book.dead())
        .put("oldestWaitingSeconds", book.oldest().toSeconds());
  }

  private static JsonObject json(SubscriptionBook book) {
    var counts = book.counts();
    return new JsonObject()
        .put("subscription", counts.subscription())
        .put("published", book.published())
        .put("opening", book.opening().isPresent() ? book.opening().getAsLong() : null)
        .put("consumed", counts.consumed())
        .put("held", counts.held())
        .put("dead", counts.dead())
        .put("discarded", counts.discarded())
        .put("waiting", book.waiting().isPresent() ? book.waiting().getAsLong() : null)
        .put("oldestHeldSeconds", book.oldestHeld().toSeconds())
        .put("oldestWaitingSeconds", book.oldestWaiting().toSeconds())
        .put("verdict", book.verdict().text())
        .put("lastVerdict", book.lastVerdict().text())
        .put("alarm", book.lastVerdict().alarms());
  }
}
