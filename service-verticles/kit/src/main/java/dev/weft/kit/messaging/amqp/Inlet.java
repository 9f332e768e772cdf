package dev.weft.kit.messaging.amqp;

import dev.weft.kit.messaging.broker.BrokerSubscription;
import dev.weft.kit.messaging.broker.Delivery;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.proton.ProtonDelivery;
import io.vertx.proton.ProtonReceiver;
import io.vertx.proton.ProtonSession;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.codec.ReadableBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription over all connections: makes sure of the queue, attaches, gives credit, and does
 * it again when the connection or the queue is gone. Its link has a session of its own. Runs on the
 * broker's context.
 */
final class Inlet implements BrokerSubscription {

  private static final Logger LOG = LoggerFactory.getLogger(Inlet.class);
  private static final Duration LEAST_PAUSE = Duration.ofMillis(200);
  private static final Duration MOST_PAUSE = Duration.ofSeconds(10);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
  private static final Duration DRAIN_WITHIN = Duration.ofSeconds(2);

  private final Context context;
  private final Dialect dialect;
  private final SubscriptionName name;
  private final Consumer<Delivery> consumer;
  private final Backoff backoff = new Backoff(LEAST_PAUSE, MOST_PAUSE);
  private volatile String trouble = "not attached yet";
  private volatile boolean fetching = true;
  private int window;
  private boolean closed;
  private @Nullable Attachment attachment;

  Inlet(
      Context context,
      Dialect dialect,
      SubscriptionName name,
      int window,
      Consumer<Delivery> consumer) {
    this.context = context;
    this.dialect = dialect;
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
  public void window(int messages) {
    context.runOnContext(
        _ -> {
          window = messages;
          if (attachment != null && attachment.live()) {
            attachment.topUp();
          }
        });
  }

  @Override
  public void stopFetching() {
    fetching = false;
    context.runOnContext(
        _ -> {
          if (attachment != null && attachment.live()) {
            attachment.drain();
          }
        });
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
    private final ProtonSession session;
    private final ProtonReceiver receiver;
    private final Unsettled unsettled = new Unsettled();
    private Future<Void> drained = Future.succeededFuture();
    private int credit;
    private boolean open;
    private boolean over;
    private boolean heard;

    Attachment(Epoch epoch, String declarationTrouble) {
      this.epoch = epoch;
      this.declarationTrouble = declarationTrouble;
      this.session = epoch.connection().createSession();
      this.receiver =
          WholeReceiver.inPlaceOf(session.createReceiver(dialect.source(name)), this::arrived);
    }

    void open() {
      attachment = this;
      session.closeHandler(_ -> ended(session.getRemoteCondition())).open();
      receiver
          .openHandler(
              opened -> {
                if (opened.succeeded() && receiver.getRemoteSource() != null) {
                  attached();
                }
              })
          .closeHandler(_ -> ended(receiver.getRemoteCondition()))
          .detachHandler(_ -> ended(receiver.getRemoteCondition()))
          .open();
    }

    private void attached() {
      if (!trouble.isEmpty()) {
        LOG.info("subscribed to {}", name);
      }
      trouble = "";
      backoff.reset();
      open = true;
      topUp();
      dialect.renewsIdleAfter().ifPresent(this::watch);
    }

    /** A queue that went away without a word is found out by attaching anew. */
    private void watch(Duration idle) {
      heard = false;
      epoch.after(
          idle,
          () -> {
            if (over || !fetching) {
              return;
            }
            if (heard || !unsettled.isEmpty()) {
              watch(idle);
            } else {
              leave();
              // Attaching alone tells whether the queue is there.
              new Attachment(epoch, "").open();
            }
          });
    }

    private void leave() {
      over = true;
      session.close();
      session.free();
    }

    private void arrived(ProtonDelivery delivery, ReadableBuffer wire) {
      credit--;
      heard = true;
      unsettled.add(delivery, wire.remaining());
      // What comes after the stop is given back.
      if (fetching && !over) {
        consumer.accept(new AmqpDelivery(this, delivery, Messages.fromWire(wire)));
        topUp();
      }
    }

    private void topUp() {
      var room = unsettled.room(window);
      if (open && fetching && room > credit) {
        receiver.flow(room - credit);
        credit = room;
      }
    }

    private void ended(@Nullable ErrorCondition error) {
      if (over) {
        return;
      }
      leave();
      var reason = Objects.toString(error, "closed by the broker") + declarationTrouble;
      if (closed || epoch.over()) {
        return;
      }
      trouble = "queue " + dialect.queue(name) + ": " + reason;
      LOG.warn("subscription {} ended: {}", name, reason);
      epoch.mistrustQueues();
      epoch.after(backoff.next(), () -> attach(epoch));
    }

    boolean live() {
      return !over && !epoch.over();
    }

    void settled(ProtonDelivery delivery) {
      context.runOnContext(
          _ -> {
            if (live()) {
              unsettled.accept(delivery);
              topUp();
            }
          });
    }

    /** Has the broker send nothing more, so that what is given back does not come again. */
    private void drain() {
      if (live() && drained.isComplete() && receiver.getCredit() > 0) {
        var promise = Promise.<Void>promise();
        receiver.drain(DRAIN_WITHIN.toMillis(), _ -> promise.tryComplete());
        drained = promise.future();
      }
    }

    private void close(Promise<Void> done) {
      drain();
      drained.onComplete(_ -> closeNow(done));
    }

    private void closeNow(Promise<Void> done) {
      if (over) {
        done.complete();
        return;
      }
      over = true;
      session.closeHandler(
          _ -> {
            session.free();
            done.tryComplete();
          });
      epoch.onEnd(done::tryComplete);
      epoch.after(CLOSE_WITHIN, done::tryComplete);
      if (dialect.answersClosedLinks()) {
        unsettled.giveBack();
        receiver.detachHandler(_ -> session.close()).closeHandler(_ -> session.close()).close();
      } else {
        session.close();
      }
    }
  }
}
