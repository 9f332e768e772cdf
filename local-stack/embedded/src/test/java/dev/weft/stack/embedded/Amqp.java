package dev.weft.stack.embedded;

import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpConnection;
import io.vertx.amqp.AmqpMessage;
import io.vertx.amqp.AmqpReceiver;
import io.vertx.core.Vertx;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of the broker, as any language would have one. */
final class Amqp implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final AmqpConnection connection;

  Amqp(int port) throws Exception {
    this(port, null, null);
  }

  Amqp(int port, @Nullable String user, @Nullable String password) throws Exception {
    AmqpClientOptions options = new AmqpClientOptions().setHost("127.0.0.1").setPort(port);
    if (user != null) {
      options.setUsername(user).setPassword(password);
    }
    try {
      connection = AmqpClient.create(vertx, options).connect().await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      vertx.close().await();
      throw e;
    }
  }

  void send(String address, String body) throws Exception {
    AmqpMessage message = AmqpMessage.create().withBody(body).durable(true).build();
    connection
        .createSender(address)
        .compose(sender -> sender.sendWithAck(message))
        .await(20, TimeUnit.SECONDS);
  }

  String receive(String queue) throws Exception {
    BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    AmqpReceiver receiver = connection.createReceiver(queue).await(20, TimeUnit.SECONDS);
    receiver.handler(message -> bodies.add(message.bodyAsString()));
    return String.valueOf(bodies.poll(20, TimeUnit.SECONDS));
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
