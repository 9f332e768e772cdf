package dev.weft.codecs;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the data of a message: the attributes of CloudEvents 1.0 with the distributed
 * tracing extension.
 *
 * @param id unique together with {@code source}
 * @param source who emitted the message, a URI reference such as {@code /orders}
 * @param version of the type, carried in {@code dataschema}
 * @param subject the ordering key
 * @param time when it was emitted
 * @param contentType media type of the data
 */
public record Envelope(
    String id,
    String source,
    String type,
    int version,
    String subject,
    Instant time,
    String contentType,
    Trace trace) {

  /** The media type of messages that declare nothing else. */
  public static final String JSON = "application/json";

  /** CloudEvents {@code specversion}. */
  public static final String SPEC_VERSION = "1.0";

  public Envelope {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(trace, "trace");
  }

  /** The {@code dataschema} attribute: a URI that names type and version. */
  public String dataSchema() {
    return DataSchema.of(type, version);
  }

  /** W3C trace context as it travels with a message; both parts may be absent. */
  public record Trace(@Nullable String parent, @Nullable String state) {

    /** A message that belongs to no trace. */
    public static final Trace NONE = new Trace(null, null);
  }
}
