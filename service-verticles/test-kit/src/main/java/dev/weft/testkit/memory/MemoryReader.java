package dev.weft.testkit.memory;

import dev.weft.codecs.AmqpContent;
import dev.weft.kit.messaging.broker.BrokerSubscription;
import dev.weft.kit.messaging.broker.Delivery;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A subscription that one connection holds open. Changed under the broker's lock only. */
final class MemoryReader implements BrokerSubscription {

  /** As the real one: so much of a subscription is in memory at a time. */
  private static final int MOST_BYTES = 32 << 20;

  private static final int LARGE_MESSAGE = 1 << 20;
  private static final Duration REPAIR_PAUSE = Duration.ofMillis(50);

  private final MemoryConnection connection;
  private final SubscriptionName name;
  private final Consumer<Delivery> consumer;
  private final TreeMap<Long, AmqpContent> unsettled = new TreeMap<>();
  private volatile String trouble = "not attached yet";
  private volatile boolean fetching = true;
  private volatile @Nullable MemoryQueue queue;
  private volatile Object attachment = new Object();
  private int window;
  private long bytes;
  private boolean closed;

  MemoryReader(
      MemoryConnection connection, SubscriptionName name, int window, Consumer<Delivery> consumer) {
    this.connection = connection;
    this.name = name;
    this.window = window;
    this.consumer = consumer;
  }

  SubscriptionName name() {
    return name;
  }

  int unsettled() {
    return unsettled.size();
  }

  boolean hasRoom() {
    return fetching
        && connection.hears()
        && unsettled.size() < window
        && bytes + LARGE_MESSAGE <= MOST_BYTES;
  }

  void attached(MemoryQueue found) {
    if (closed || queue != null) {
      return;
    }
    queue = found;
    trouble = "";
    found.join(this);
  }

  void take(long place, AmqpContent message) {
    unsettled.put(place, message);
    bytes += message.body().length();
    var delivery = new Handed(place, message, attachment);
    context()
        .runOnContext(
            _ -> {
              // What comes after the stop goes back to its place when the subscription closes.
              if (fetching && delivery.live()) {
                consumer.accept(delivery);
              }
            });
  }

  /** The connection is gone, or the subscription closed. */
  void detach(String reason) {
    var left = queue;
    queue = null;
    attachment = new Object();
    trouble = reason;
    if (left != null) {
      var back = new TreeMap<>(unsettled);
      unsettled.clear();
      bytes = 0;
      left.leave(this, back);
    }
  }

  void queueDeleted() {
    unsettled.clear();
    detach("queue " + name + " was deleted");
    context().owner().setTimer(REPAIR_PAUSE.toMillis(), _ -> connection.attach(this));
  }

  private Context context() {
    return connection.context();
  }

  @Override
  public String trouble() {
    return trouble;
  }

  @Override
  public void window(int messages) {
    connection.change(
        () -> {
          window = messages;
          if (queue != null) {
            queue.dispatch();
          }
        });
  }

  @Override
  public void stopFetching() {
    fetching = false;
  }

  @Override
  public Future<Void> close() {
    fetching = false;
    connection.change(
        () -> {
          closed = true;
          detach("closed");
        });
    return Future.succeededFuture();
  }

  /** A message that this reader was given. */
  private final class Handed implements Delivery {

    private final long place;
    private final AmqpContent content;
    private final Object given;

    Handed(long place, AmqpContent content, Object given) {
      this.place = place;
      this.content = content;
      this.given = given;
    }

    @Override
    public AmqpContent content() {
      return content;
    }

    @Override
    public boolean live() {
      return given.equals(attachment);
    }

    @Override
    public void settle() {
      connection.change(
          () -> {
            var from = queue;
            if (live() && from != null && unsettled.remove(place) != null) {
              bytes -= content.body().length();
              from.settled(content);
            }
          });
    }
  }
}
