package dev.weft.kit.messaging.amqp;

import dev.weft.codecs.AmqpContent;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Section;
import org.apache.qpid.proton.codec.ReadableBuffer;
import org.apache.qpid.proton.message.Message;
import org.apache.qpid.proton.message.impl.MessageImpl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between the neutral form of a message and that of the AMQP library. */
final class Messages {

  private static final Logger LOG = LoggerFactory.getLogger(Messages.class);

  private Messages() {}

  static Message toProton(String address, AmqpContent content) {
    var message = Message.Factory.create();
    message.setAddress(address);
    message.setDurable(content.durable());
    message.setMessageId(content.messageId());
    message.setSubject(content.subject());
    message.setContentType(content.contentType());
    message.setGroupId(content.groupId());
    message.setApplicationProperties(
        new ApplicationProperties(new HashMap<String, Object>(content.properties())));
    message.setBody(new Data(new Binary(content.body().getBytes())));
    return message;
  }

  /** The message, or, when nobody can make sense of it, nothing but its bytes. */
  static AmqpContent fromWire(ReadableBuffer bytes) {
    try {
      var message = new MessageImpl();
      message.decode(bytes);
      return fromProton(message);
    } catch (RuntimeException e) {
      LOG.warn("a message is not as AMQP 1.0 says: {}", e.toString());
      var all = new byte[bytes.rewind().remaining()];
      bytes.get(all);
      return new AmqpContent(null, null, null, null, false, Map.of(), Buffer.buffer(all));
    }
  }

  private static AmqpContent fromProton(Message message) {
    var id = message.getMessageId();
    return new AmqpContent(
        id == null ? null : id.toString(),
        message.getSubject(),
        message.getContentType(),
        message.getGroupId(),
        message.isDurable(),
        properties(message.getApplicationProperties()),
        body(message.getBody()));
  }

  private static Map<String, Object> properties(@Nullable ApplicationProperties section) {
    var properties = new HashMap<String, Object>();
    if (section != null && section.getValue() != null) {
      section
          .getValue()
          .forEach(
              (name, value) -> {
                if (value != null) {
                  properties.put(name, value);
                }
              });
    }
    return properties;
  }

  /** Clients put JSON into any kind of section. */
  private static Buffer body(@Nullable Section section) {
    return switch (section) {
      case Data data when data.getValue() != null -> buffer(data.getValue());
      case AmqpValue value when value.getValue() instanceof Binary binary -> buffer(binary);
      case AmqpValue value when value.getValue() instanceof String text ->
          Buffer.buffer(text.getBytes(StandardCharsets.UTF_8));
      case null, default -> Buffer.buffer();
    };
  }

  private static Buffer buffer(Binary binary) {
    return Buffer.buffer(binary.getLength())
        .appendBytes(binary.getArray(), binary.getArrayOffset(), binary.getLength());
  }
}
