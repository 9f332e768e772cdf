package dev.weft.kit.messaging.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.codecs.AmqpContent;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.proton.ProtonClient;
import io.vertx.proton.ProtonConnection;
import io.vertx.proton.ProtonSender;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.codec.WritableBuffer;
import org.apache.qpid.proton.message.Message;
import org.apache.qpid.proton.message.impl.MessageImpl;
import org.jspecify.annotations.Nullable;

/** Sends to one address what a broker takes, whether readers can make sense of it or not. */
public final class RawSender {

  private final Vertx vertx;
  private final int port;
  private final String address;
  private @Nullable ProtonSender link;

  public RawSender(Vertx vertx, int port, String address) {
    this.vertx = vertx;
    this.port = port;
    this.address = address;
  }

  /** Sends, and waits until the broker has it. */
  public void send(AmqpContent content) {
    transfer(Messages.toProton(address, content));
  }

  /** A message whose body section is cut off in the middle of a string. */
  public void sendGarbage() {
    transfer(
        new MessageImpl() {
          @Override
          public int encode(WritableBuffer wire) {
            var bytes = new byte[] {0x00, 0x53, 0x77, (byte) 0xA1, 100, 'x'};
            wire.put(bytes, 0, bytes.length);
            return bytes.length;
          }
        });
  }

  private void transfer(Message message) {
    var state = Promise.<DeliveryState>promise();
    vertx.runOnContext(
        _ -> {
          var open = link;
          if (open == null) {
            connect(message, state);
          } else {
            open.send(message, delivery -> state.complete(delivery.getRemoteState()));
          }
        });
    assertThat(state.future().timeout(10, TimeUnit.SECONDS).await()).isInstanceOf(Accepted.class);
  }

  private void connect(Message message, Promise<DeliveryState> state) {
    ProtonClient.create(vertx)
        .connect(
            "127.0.0.1",
            port,
            connected -> {
              if (connected.succeeded()) {
                attach(connected.result(), message, state);
              } else {
                state.fail(connected.cause());
              }
            });
  }

  private void attach(ProtonConnection connection, Message message, Promise<DeliveryState> state) {
    connection.open();
    var opened = connection.createSender(address);
    link = opened;
    opened
        .sendQueueDrainHandler(
            ready -> {
              ready.sendQueueDrainHandler(null);
              ready.send(message, delivery -> state.complete(delivery.getRemoteState()));
            })
        .open();
  }
}
