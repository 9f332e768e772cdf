package dev.weft.testkit;

import dev.weft.codecs.AmqpBinding;
import dev.weft.codecs.CodecRegistry;
import dev.weft.codecs.Decoded;
import dev.weft.codecs.Envelope;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.Delivery;
import dev.weft.kit.messaging.broker.SendOutcome;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The other services, as far as the broker knows: sends their messages and hears the service's. */
final class Surroundings {

  /** The name under which it subscribes. */
  static final String NAME = "test";

  private static final String SOURCE = "/" + NAME;

  private static final int WINDOW = 1_000;

  private final Broker broker;
  private final CodecRegistry toService;
  private final CodecRegistry fromService;
  private final Queue<Record> messages = new ConcurrentLinkedQueue<>();

  Surroundings(Broker broker, Kinds kinds) {
    this.broker = broker;
    this.toService = kinds.heard();
    this.fromService = kinds.emitted();
  }

  void start() {
    for (var type : fromService.types()) {
      broker.subscribe(new SubscriptionName(type, NAME), WINDOW, this::hear);
    }
    broker.start();
  }

  SendOutcome deliver(Record message, String id) {
    var type = toService.definition(message);
    var envelope =
        new Envelope(
            id,
            SOURCE,
            type.name(),
            type.version(),
            type.key(message),
            Instant.now(),
            type.format().mediaType(),
            Envelope.Trace.NONE);
    return send(envelope, toService.encode(message));
  }

  private SendOutcome send(Envelope envelope, Buffer data) {
    var content = AmqpBinding.write(envelope, data);
    return broker.send(envelope.type(), content).toCompletionStage().toCompletableFuture().join();
  }

  /** A message that no record of the service's makes. */
  SendOutcome deliver(String type, String json, String id) {
    var envelope =
        new Envelope(id, SOURCE, type, 1, id, Instant.now(), Envelope.JSON, Envelope.Trace.NONE);
    return send(envelope, Buffer.buffer(json));
  }

  /** All that the service has emitted, in the order in which it arrived. */
  List<Record> heard() {
    return List.copyOf(messages);
  }

  <M extends Record> List<M> heard(Class<M> type) {
    return messages.stream().filter(type::isInstance).map(type::cast).toList();
  }

  void close() {
    broker.close().toCompletionStage().toCompletableFuture().join();
  }

  private void hear(Delivery delivery) {
    if (AmqpBinding.read(delivery.content()) instanceof AmqpBinding.Read.Event event
        && fromService.decode(event.envelope(), event.data()) instanceof Decoded.Message message) {
      if (!event.envelope().source().equals(SOURCE)) {
        messages.add(message.body());
      }
      delivery.settle();
    } else {
      throw new AssertionError("not a message: " + delivery.content());
    }
  }
}
