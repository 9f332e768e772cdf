package dev.weft.kit.messaging.artemis;

import dev.weft.kit.messaging.broker.BrokerSubscription;
import dev.weft.kit.messaging.broker.Delivery;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.proton.ProtonReceiver;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription over all connections: makes sure of the queue, attaches, gives credit, and does
 * it again when the connection or the queue is gone. Runs on the broker's context.
 */
final class Inlet implements BrokerSubscription {

  private static final Logger LOG = LoggerFactory.getLogger(Inlet.class);
  private static final Duration LEAST_PAUSE = Duration.ofMillis(200);
  private static final Duration MOST_PAUSE = Duration.ofSeconds(10);

  private final Context context;
  private final SubscriptionName name;
  private final int window;
  private final Consumer<Delivery> consumer;
  private final Backoff backoff = new Backoff(LEAST_PAUSE, MOST_PAUSE);
  private volatile String trouble = "not attached yet";
  private volatile boolean fetching = true;
  private boolean closed;
  private @Nullable Attachment attachment;

  Inlet(Context context, SubscriptionName name, int window, Consumer<Delivery> consumer) {
    this.context = context;
    this.name = name;
    this.window = window;
    this.consumer = consumer;
  }

  /** Attaches on a new connection. */
  void attach(Epoch epoch) {
    if (closed || epoch.over()) {
      return;
    }
    epoch
        .declare(name)
        .onComplete(
            declared -> {
              if (!closed && !epoch.over()) {
                var cause = declared.cause();
                new Attachment(epoch, cause == null ? "" : "; " + cause.getMessage()).open();
              }
            });
  }

  @Override
  public String trouble() {
    return trouble;
  }

  @Override
  public void stopFetching() {
    fetching = false;
  }

  @Override
  public Future<Void> close() {
    fetching = false;
    var done = Promise.<Void>promise();
    context.runOnContext(
        _ -> {
          closed = true;
          if (attachment == null || attachment.epoch.over()) {
            done.complete();
          } else {
            attachment.close(done);
          }
        });
    return done.future();
  }

  /** One receiving link on one connection. */
  final class Attachment {

    private final Epoch epoch;
    private final String declarationTrouble;
    private final ProtonReceiver receiver;
    private boolean over;

    Attachment(Epoch epoch, String declarationTrouble) {
      this.epoch = epoch;
      this.declarationTrouble = declarationTrouble;
      this.receiver = epoch.connection().createReceiver(QueueDeclaration.address(name));
    }

    void open() {
      attachment = this;
      receiver
          .setAutoAccept(false)
          .setPrefetch(0)
          .handler(
              (delivery, message) -> {
                // What comes after the stop goes back to its place when the link closes.
                if (fetching) {
                  consumer.accept(
                      new ArtemisDelivery(this, delivery, Messages.fromProton(message)));
                }
              })
          .openHandler(
              opened -> {
                if (opened.succeeded() && receiver.getRemoteSource() != null) {
                  attached();
                }
              })
          .closeHandler(_ -> ended())
          .detachHandler(_ -> ended())
          .open();
    }

    private void attached() {
      if (!trouble.isEmpty()) {
        LOG.info("subscribed to {}", name);
      }
      trouble = "";
      backoff.reset();
      receiver.flow(window);
    }

    private void ended() {
      if (over) {
        return;
      }
      over = true;
      var reason =
          Objects.toString(receiver.getRemoteCondition(), "closed by the broker")
              + declarationTrouble;
      receiver.close();
      receiver.free();
      if (closed || epoch.over()) {
        return;
      }
      trouble = "queue " + QueueDeclaration.queue(name) + ": " + reason;
      LOG.warn("subscription {} ended: {}", name, reason);
      epoch.mistrustQueues();
      epoch.after(backoff.next(), () -> attach(epoch));
    }

    boolean live() {
      return !over && !epoch.over();
    }

    void settled(Runnable disposition) {
      context.runOnContext(
          _ -> {
            if (live()) {
              disposition.run();
              if (fetching) {
                receiver.flow(1);
              }
            }
          });
    }

    private void close(Promise<Void> done) {
      if (over) {
        done.complete();
        return;
      }
      over = true;
      receiver.closeHandler(
          _ -> {
            receiver.free();
            done.tryComplete();
          });
      receiver.detachHandler(_ -> done.tryComplete());
      epoch.onEnd(done::tryComplete);
      receiver.close();
    }
  }
}
