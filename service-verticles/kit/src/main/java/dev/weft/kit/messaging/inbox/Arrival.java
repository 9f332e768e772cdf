package dev.weft.kit.messaging.inbox;

import dev.weft.codecs.AmqpBinding;
import dev.weft.kit.messaging.broker.Delivery;
import dev.weft.node.trace.TraceContext;
import org.jspecify.annotations.Nullable;

/** A message that has come in on a subscription, read as far as its envelope. */
record Arrival(String subscription, Subscriber<?> subscriber, Delivery delivery, Read read) {

  /** What the envelope says, or the best guess where there is none. */
  record Read(AmqpBinding.Read form, String source, String id, String key, TraceContext trace) {}

  static Arrival of(String subscription, Subscriber<?> subscriber, Delivery delivery) {
    var form = AmqpBinding.read(delivery.content());
    return new Arrival(
        subscription,
        subscriber,
        delivery,
        switch (form) {
          case AmqpBinding.Read.Event event ->
              new Read(
                  form,
                  event.envelope().source(),
                  event.envelope().id(),
                  event.envelope().subject(),
                  TraceContext.parse(event.envelope().trace().parent()));
          case AmqpBinding.Read.NoEvent none -> guess(none, delivery);
        });
  }

  /**
   * Without an id it can not be known again, so a second delivery would be a second dead letter.
   */
  private static Read guess(AmqpBinding.Read.NoEvent none, Delivery delivery) {
    var trace = TraceContext.fresh();
    var id = none.id();
    if (id == null) {
      id = storable(delivery.content().messageId());
    }
    if (id == null) {
      id = "unknown-" + trace.traceId();
    }
    var key = storable(delivery.content().groupId());
    return new Read(
        none, none.source() == null ? "unknown" : none.source(), id, key == null ? id : key, trace);
  }

  /** PostgreSQL takes any character in a text but one. */
  static @Nullable String storable(@Nullable String text) {
    return text == null ? null : text.replace("\u0000", "\\u0000");
  }

  /** Messages of one subscription and key go one after the other. */
  String lane() {
    return subscription + ' ' + read.key();
  }
}
