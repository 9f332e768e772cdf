package dev.weft.kit.messaging.inbox;

import dev.weft.codecs.AmqpBinding;
import dev.weft.codecs.AmqpContent;
import dev.weft.node.trace.TraceContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A message for a subscription, read as far as its envelope. */
record Arrival(String subscription, Subscriber<?> subscriber, AmqpContent content, Read read) {

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

  /** A message as the broker delivers it. */
  static Arrival of(String subscription, Subscriber<?> subscriber, AmqpContent content) {
    var form = AmqpBinding.read(content);
    return new Arrival(
        subscription,
        subscriber,
        content,
        switch (form) {
          case AmqpBinding.Read.Event event ->
              new Read(
                  form,
                  indexable(event.envelope().source()),
                  indexable(event.envelope().id()),
                  true,
                  indexable(event.envelope().subject()),
                  TraceContext.parse(event.envelope().trace().parent()));
          case AmqpBinding.Read.NoEvent none -> guess(none, content);
        });
  }

  /**
   * Without an id of its sender's it can not be known again, and two of them must not be taken for
   * one: a second delivery is a second dead letter.
   */
  private static Read guess(AmqpBinding.Read.NoEvent none, AmqpContent content) {
    var trace = TraceContext.fresh();
    var source = none.source();
    var id = none.id();
    var group = StoredContent.storable(content.groupId());
    var key = group == null ? null : indexable(group);
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

  String type() {
    return subscription.substring(0, subscription.indexOf("::"));
  }

  @Nullable Integer version() {
    return read.form() instanceof AmqpBinding.Read.Event event ? event.envelope().version() : null;
  }

  /** For logs. */
  @Override
  public String toString() {
    return "message %s from %s for %s".formatted(read.id(), read.source(), subscription);
  }
}
