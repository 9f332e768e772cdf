package dev.weft.kit.messaging.books;

import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What publishers tell of their books to all processes of the cluster, and what was heard lately.
 * Nobody is asked and nobody answers: whoever is silent for a while is as one who never said
 * anything.
 */
final class Announcements {

  private static final String ADDRESS = "weft.books";

  private final Vertx vertx;
  private final String source;
  private final Duration freshFor;
  private final Map<String, Heard> bySource = new ConcurrentHashMap<>();
  private final MessageConsumer<JsonObject> listening;

  private record Heard(JsonObject types, long at) {}

  /** Listens from now on. */
  Announcements(Vertx vertx, String service, Duration freshFor) {
    this.vertx = vertx;
    this.source = "/" + service;
    this.freshFor = freshFor;
    this.listening = vertx.eventBus().consumer(ADDRESS, message -> hear(message.body()));
  }

  private void hear(JsonObject told) {
    var types = told.getJsonObject("types");
    var from = told.getString("source");
    if (types != null && from != null) {
      bySource.put(from, new Heard(types, System.nanoTime()));
    }
  }

  /** Tells everybody, this process too. */
  void tell(Collection<TypeBook> books) {
    var types = new JsonObject();
    for (var book : books) {
      types.put(
          book.type(),
          new JsonObject()
              .put("published", book.published())
              .put("waiting", book.waiting().number())
              .put("replayed", new JsonObject(Map.copyOf(book.replayed()))));
    }
    vertx.eventBus().publish(ADDRESS, new JsonObject().put("source", source).put("types", types));
  }

  /** What all who publish a subscription's type have told lately, in the order of their names. */
  List<Told> of(SubscriptionName subscription) {
    var now = System.nanoTime();
    return bySource.entrySet().stream()
        .filter(entry -> now - entry.getValue().at < freshFor.toNanos())
        .sorted(Map.Entry.comparingByKey())
        .flatMap(entry -> told(entry.getKey(), entry.getValue().types, subscription).stream())
        .toList();
  }

  private static Optional<Told> told(String from, JsonObject types, SubscriptionName of) {
    var book = types.getJsonObject(of.type());
    return book == null
        ? Optional.empty()
        : Optional.of(
            new Told(
                from,
                book.getLong("published", 0L),
                book.getLong("waiting", 0L),
                book.getJsonObject("replayed", new JsonObject()).getLong(of.service(), 0L)));
  }

  void close() {
    listening.unregister();
  }
}
