package dev.weft.node.trace;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import net.logstash.logback.composite.AbstractJsonProvider;

/** Writes {@code traceId} and {@code spanId} into a log line. Named in {@code logback.xml}. */
public final class TraceLogFields extends AbstractJsonProvider<ILoggingEvent> {

  @Override
  public void writeTo(JsonGenerator json, ILoggingEvent event) throws IOException {
    var trace = Traces.current();
    if (trace.isPresent()) {
      json.writeStringField("traceId", trace.get().traceId());
      json.writeStringField("spanId", trace.get().spanId());
    }
  }
}
