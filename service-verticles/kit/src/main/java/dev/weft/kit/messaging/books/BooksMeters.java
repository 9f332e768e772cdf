package dev.weft.kit.messaging.books;

import dev.weft.kit.messaging.inbox.SubscriptionCounts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/**
 * The books as gauges, by type and by subscription. They tell the last reading; what is not known
 * is no number.
 */
public final class BooksMeters {

  private final Books books;
  private final MeterRegistry meters;
  private final String service;

  private BooksMeters(Books books, MeterRegistry meters, String service) {
    this.books = books;
    this.meters = meters;
    this.service = service;
  }

  /** Registers them for as long as the meters are there. */
  public static void register(Books books, MeterRegistry meters, Books.Kept kept) {
    var gauges = new BooksMeters(books, meters, kept.service());
    kept.emitted().forEach(gauges::ofType);
    kept.subscriptions().forEach(name -> gauges.ofSubscription(name.toString()));
  }

  private void ofType(String type) {
    ofType(type, "weft.outbox.published", "Messages that the broker has got", TypeBook::published);
    ofType(
        type,
        "weft.outbox.waiting",
        "Messages in the outbox, counted up to a limit",
        book -> book.waiting().number());
    ofType(
        type,
        "weft.outbox.scheduled",
        "Messages for later, counted up to a limit",
        book -> book.scheduled().number());
    ofType(type, "weft.outbox.dead", "Messages that could not be published", TypeBook::dead);
  }

  private void ofSubscription(String name) {
    count(name, "weft.subscription.consumed", "Handled messages", SubscriptionCounts::consumed);
    count(name, "weft.subscription.held", "Messages that wait for a try", SubscriptionCounts::held);
    count(name, "weft.subscription.dead", "Dead letters", SubscriptionCounts::dead);
    count(
        name,
        "weft.subscription.discarded",
        "Dead letters that were given up",
        SubscriptionCounts::discarded);
    ofSubscription(
        name,
        "weft.subscription.waiting",
        "Messages at the broker",
        book -> book.waiting().isPresent() ? book.waiting().getAsLong() : Double.NaN);
    subscriptionGauge(
            name,
            "weft.subscription.oldest",
            "How long the oldest message is held, or has waited at the broker",
            book -> Math.max(book.oldestHeld().toMillis(), book.oldestWaiting().toMillis()) / 1e3)
        .baseUnit("seconds")
        .register(meters);
    ofSubscription(
        name,
        "weft.books.balanced",
        "Whether the books balanced when nothing moved last: 1 or 0",
        book ->
            missing(book.lastVerdict()) == 0 ? 1 : book.lastVerdict().alarms() ? 0 : Double.NaN);
    ofSubscription(
        name,
        "weft.books.missing",
        "Messages missing when nothing moved last; negative: too many",
        book -> missing(book.lastVerdict()));
  }

  private static double missing(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Balances _ -> 0;
      case Verdict.ShortBy(var by) -> by;
      case Verdict.OverBy(var by) -> -by;
      case Verdict.InMotion _, Verdict.Unknown _ -> Double.NaN;
    };
  }

  private void ofType(
      String type, String meter, String description, ToDoubleFunction<TypeBook> value) {
    Gauge.builder(
            meter,
            books,
            all ->
                all.latest().types().stream()
                    .filter(book -> book.type().equals(type))
                    .mapToDouble(value)
                    .findFirst()
                    .orElse(Double.NaN))
        .description(description)
        .tag("service", service)
        .tag("type", type)
        .register(meters);
  }

  private void count(
      String name, String meter, String description, ToDoubleFunction<SubscriptionCounts> value) {
    ofSubscription(name, meter, description, book -> value.applyAsDouble(book.counts()));
  }

  private void ofSubscription(
      String name, String meter, String description, ToDoubleFunction<SubscriptionBook> value) {
    subscriptionGauge(name, meter, description, value).register(meters);
  }

  private Gauge.Builder<Books> subscriptionGauge(
      String name, String meter, String description, ToDoubleFunction<SubscriptionBook> value) {
    return Gauge.builder(
            meter,
            books,
            all ->
                all.latest().subscriptions().stream()
                    .filter(book -> book.subscription().equals(name))
                    .mapToDouble(value)
                    .findFirst()
                    .orElse(Double.NaN))
        .description(description)
        .tag("service", service)
        .tag("subscription", name);
  }
}
