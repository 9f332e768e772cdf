package dev.weft.kit.messaging.inbox;

import dev.weft.codecs.AmqpBinding;
import dev.weft.kit.messaging.broker.Delivery;
import dev.weft.node.trace.TraceContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A message that has come in on a subscription, read as far as its envelope. */
record Arrival(String subscription, Subscriber<?> subscriber, Delivery delivery, Read read) {

  /** An index row must fit on a page of PostgreSQL, and has room for both of them with this. */
  private static final int LONGEST_NAME = 512;

  /**
   * What the envelope says, or the best guess where there is none.
   *
   * @param named whether source and id are the sender's own, so that it can be known again
   */
  record Read(
      AmqpBinding.Read form,
      String source,
      String id,
      boolean named,
      String key,
      TraceContext trace) {}

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
                  indexable(event.envelope().source()),
                  indexable(event.envelope().id()),
                  true,
                  event.envelope().subject(),
                  TraceContext.parse(event.envelope().trace().parent()));
          case AmqpBinding.Read.NoEvent none -> guess(none, delivery);
        });
  }

  /**
   * Without an id of its sender's it can not be known again, and two of them must not be taken for
   * one: a second delivery is a second dead letter.
   */
  private static Read guess(AmqpBinding.Read.NoEvent none, Delivery delivery) {
    var trace = TraceContext.fresh();
    var source = none.source();
    var id = none.id();
    var key = storable(delivery.content().groupId());
    if (source != null && id != null) {
      var name = indexable(id);
      return new Read(none, indexable(source), name, true, key == null ? name : key, trace);
    }
    var name = "unknown-" + trace.traceId();
    var from = source == null ? "unknown" : indexable(source);
    return new Read(none, from, name, false, key == null ? name : key, trace);
  }

  /** The text, or its hash when it is too long. */
  private static String indexable(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST_NAME) {
      return text;
    }
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** PostgreSQL takes any character in a text but one. */
  static @Nullable String storable(@Nullable String text) {
    return text == null ? null : text.replace("\u0000", "\\u0000");
  }
}
