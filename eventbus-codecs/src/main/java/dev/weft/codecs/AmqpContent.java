package dev.weft.codecs;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an AMQP 1.0 message that the binding uses, free of any client library. What a broker
 * has no word for is null.
 *
 * @param groupId the ordering key, so that a broker keeps its messages with one consumer
 * @param properties the application properties
 * @param body one data section
 */
public record AmqpContent(
    @Nullable String messageId,
    @Nullable String subject,
    @Nullable String contentType,
    @Nullable String groupId,
    boolean durable,
    Map<String, Object> properties,
    Buffer body) {

  public AmqpContent {
    properties = Map.copyOf(properties);
    Objects.requireNonNull(body, "body");
  }
}
