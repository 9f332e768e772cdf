package dev.weft.bench.messaging;

import dev.weft.codecs.AmqpContent;
import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpMessage;
import io.vertx.amqp.AmqpSender;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CountDownLatch;

/** vertx-amqp-client as its manual shows it, with so many messages sent and not acknowledged. */
final class RawClient {

  private final Vertx vertx;
  private final int port;
  private final int window;
  private int toSend;
  private int toAnswer;

  RawClient(Vertx vertx, int port, int window) {
    this.vertx = vertx;
    this.port = port;
    this.window = window;
  }

  /** Acknowledged messages per second. */
  double rate(AmqpContent content, int messages) throws InterruptedException {
    var client =
        AmqpClient.create(vertx, new AmqpClientOptions().setHost("127.0.0.1").setPort(port));
    var sender = client.createSender(Sold.TYPE).await();
    var properties = new JsonObject();
    content.properties().forEach(properties::put);
    var done = new CountDownLatch(1);
    toSend = messages;
    toAnswer = messages;
    var began = System.nanoTime();
    Context context = ((VertxInternal) vertx).createEventLoopContext();
    context.runOnContext(
        _ -> {
          for (var i = 0; i < window; i++) {
            send(sender, context, content, properties, done);
          }
        });
    done.await();
    var rate = messages * 1e9 / (System.nanoTime() - began);
    client.close().await();
    return rate;
  }

  private void send(
      AmqpSender sender,
      Context context,
      AmqpContent content,
      JsonObject properties,
      CountDownLatch done) {
    if (toSend-- <= 0) {
      return;
    }
    sender
        .sendWithAck(message(content, properties))
        .onComplete(
            _ ->
                context.runOnContext(
                    _ -> {
                      if (--toAnswer == 0) {
                        done.countDown();
                      }
                      send(sender, context, content, properties, done);
                    }));
  }

  private static AmqpMessage message(AmqpContent content, JsonObject properties) {
    return AmqpMessage.create()
        .durable(true)
        .id(content.messageId())
        .subject(content.subject())
        .groupId(content.groupId())
        .contentType(content.contentType())
        .applicationProperties(properties)
        .withBufferAsBody(Buffer.buffer(content.body().getBytes()))
        .build();
  }
}
