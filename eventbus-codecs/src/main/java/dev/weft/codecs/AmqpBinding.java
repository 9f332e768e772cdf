package dev.weft.codecs;

import io.vertx.core.buffer.Buffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 over AMQP 1.0 in binary mode: attributes are application properties, the data is
 * the body. Writes the prefix {@code cloudEvents_}, reads {@code cloudEvents:} too.
 */
public final class AmqpBinding {

  private static final String WRITTEN_PREFIX = "cloudEvents_";
  private static final String OTHER_PREFIX = "cloudEvents:";
  private static final int LONGEST_TRACE_STATE = 512;

  private AmqpBinding() {}

  /**
   * The AMQP form of a message.
   *
   * @throws NotEncodable when an attribute is empty or holds what the wire can not carry: one such
   *     property would spoil the link for all messages after it
   */
  public static AmqpContent write(Envelope envelope, Buffer data) {
    var properties = new LinkedHashMap<String, Object>();
    put(properties, "specversion", Envelope.SPEC_VERSION);
    put(properties, "id", envelope.id());
    put(properties, "source", envelope.source());
    put(properties, "type", envelope.type());
    put(properties, "dataschema", envelope.dataSchema());
    put(properties, "subject", envelope.subject());
    put(properties, "time", envelope.time().toString());
    var parent = envelope.trace().parent();
    if (parent != null) {
      put(properties, "traceparent", parent);
    }
    var state = envelope.trace().state();
    if (state != null && state.length() <= LONGEST_TRACE_STATE && WireText.fault(state) == null) {
      put(properties, "tracestate", state);
    }
    var contentType = WireText.checked("contentType", envelope.contentType());
    return new AmqpContent(
        envelope.id(), envelope.type(), contentType, envelope.subject(), true, properties, data);
  }

  private static void put(Map<String, Object> properties, String attribute, String value) {
    properties.put(WRITTEN_PREFIX + attribute, WireText.checked(attribute, value));
  }

  /** Reads the envelope of a message; never throws for what a sender did wrong. */
  public static Read read(AmqpContent content) {
    var attributes = new Attributes(content);
    try {
      return new Read.Event(envelope(attributes), content.body());
    } catch (Unreadable e) {
      return new Read.NoEvent(
          attributes.find("id"), attributes.find("source"), attributes.find("type"), e.reason);
    }
  }

  private static Envelope envelope(Attributes attributes) throws Unreadable {
    var spec = attributes.get("specversion");
    if (!spec.equals("1.0") && !spec.startsWith("1.")) {
      throw new Unreadable("specversion is not 1.0");
    }
    var version = DataSchema.version(attributes.find("dataschema"));
    if (version.isEmpty()) {
      throw new Unreadable("dataschema names no version");
    }
    var contentType = attributes.content.contentType();
    var id = attributes.get("id");
    return new Envelope(
        id,
        attributes.get("source"),
        attributes.get("type"),
        version.getAsInt(),
        attributes.key(id),
        attributes.time(),
        contentType == null ? Envelope.JSON : contentType,
        new Envelope.Trace(attributes.find("traceparent"), attributes.find("tracestate")));
  }

  /** What became of an AMQP message that should be a CloudEvent. */
  public sealed interface Read {

    /** It is one. */
    record Event(Envelope envelope, Buffer data) implements Read {}

    /** It is none, but it may still say who it was. */
    record NoEvent(
        @Nullable String id, @Nullable String source, @Nullable String type, String reason)
        implements Read {}
  }

  private static final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    Unreadable(String reason) {
      super(reason);
      this.reason = reason;
    }
  }

  private record Attributes(AmqpContent content) {

    @Nullable Object raw(String attribute) {
      var value = content.properties().get(WRITTEN_PREFIX + attribute);
      return value != null ? value : content.properties().get(OTHER_PREFIX + attribute);
    }

    @Nullable String find(String attribute) {
      return raw(attribute) instanceof String text && WireText.fault(text) == null ? text : null;
    }

    String get(String attribute) throws Unreadable {
      var value = raw(attribute);
      if (value == null) {
        throw new Unreadable(attribute + " is missing");
      }
      if (!(value instanceof String text)) {
        throw new Unreadable(attribute + " is not a string");
      }
      var fault = WireText.fault(text);
      if (fault != null) {
        throw new Unreadable(attribute + " " + fault);
      }
      return text;
    }

    /** CloudEvents leaves {@code subject} optional: a message without any key stands for itself. */
    String key(String id) throws Unreadable {
      if (raw("subject") != null) {
        return get("subject");
      }
      var group = content.groupId();
      return group != null && WireText.fault(group) == null ? group : id;
    }

    /** CloudEvents leaves {@code time} optional, and clients send it as text or as a timestamp. */
    Instant time() throws Unreadable {
      return switch (raw("time")) {
        case null -> Instant.EPOCH;
        case Date date -> date.toInstant();
        case String text -> parsed(text);
        default -> throw new Unreadable("time is neither text nor a timestamp");
      };
    }

    private static Instant parsed(String text) throws Unreadable {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException _) {
        throw new Unreadable("time is not as RFC 3339 says");
      }
    }
  }
}
