package dev.weft.testkit.memory;

import dev.weft.codecs.AmqpContent;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.BrokerState;
import dev.weft.kit.messaging.broker.BrokerSubscription;
import dev.weft.kit.messaging.broker.Delivery;
import dev.weft.kit.messaging.broker.SendOutcome;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** One connection to a broker in memory. Its lists live on its event loop. */
final class MemoryConnection implements Broker {

  private final MemoryBroker server;
  private final MemoryRoad road;
  private final Context context;
  private final Duration sendTimeout;
  private final List<MemoryReader> readers = new ArrayList<>();
  private final List<Runnable> onConnected = new CopyOnWriteArrayList<>();
  private final List<Promise<SendOutcome>> unanswered = new ArrayList<>();
  private volatile BrokerState state = BrokerState.away("not connected yet");
  private volatile boolean silent;
  private boolean closed;

  MemoryConnection(MemoryBroker server, MemoryRoad road, Vertx vertx, Duration sendTimeout) {
    this.server = server;
    this.road = road;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.sendTimeout = sendTimeout;
    this.silent = road.isSilent();
  }

  /** From now on, in the order of the calls. */
  void silence(boolean lost) {
    silent = lost;
  }

  Context context() {
    return context;
  }

  /** Whether what the broker says arrives. */
  boolean hears() {
    return state.connected() && !silent;
  }

  void change(Runnable action) {
    server.change(action);
  }

  void attach(MemoryReader reader) {
    if (state.connected()) {
      server.attach(reader);
    }
  }

  @Override
  public void start() {
    context.runOnContext(_ -> connect());
  }

  /** Connects, if it is not and can. */
  void connect() {
    if (closed || state.connected()) {
      return;
    }
    if (road.isRefusing()) {
      state = BrokerState.away("no connection: refused");
      return;
    }
    state = BrokerState.CONNECTED;
    readers.forEach(server::attach);
    onConnected.forEach(Runnable::run);
  }

  /** Everything that began on the connection ends with it. */
  void lose(String reason) {
    if (!state.connected()) {
      return;
    }
    state = BrokerState.away("the connection was lost: " + reason);
    change(() -> readers.forEach(reader -> reader.detach(state.trouble())));
    var lost = List.copyOf(unanswered);
    unanswered.clear();
    lost.forEach(answer -> answer.tryComplete(new SendOutcome.Away(state.trouble())));
  }

  @Override
  public BrokerState state() {
    return state;
  }

  @Override
  public void onConnected(Runnable action) {
    onConnected.add(action);
  }

  @Override
  public Future<SendOutcome> send(String address, AmqpContent message) {
    var answer = Promise.<SendOutcome>promise();
    context.runOnContext(
        _ -> {
          if (!state.connected()) {
            answer.complete(new SendOutcome.Away(state.trouble()));
            return;
          }
          var outcome = server.publish(address, message);
          if (silent) {
            wait(answer);
          } else {
            answer.complete(outcome);
          }
        });
    return answer.future();
  }

  private void wait(Promise<SendOutcome> answer) {
    unanswered.add(answer);
    context
        .owner()
        .setTimer(
            sendTimeout.toMillis(),
            _ ->
                context.runOnContext(
                    _ -> {
                      if (unanswered.contains(answer)) {
                        lose("no answer to a message within " + sendTimeout);
                        connect();
                      }
                    }));
  }

  @Override
  public BrokerSubscription subscribe(
      SubscriptionName name, int window, Consumer<Delivery> receiver) {
    var reader = new MemoryReader(this, name, window, receiver);
    context.runOnContext(
        _ -> {
          readers.add(reader);
          attach(reader);
        });
    return reader;
  }

  @Override
  public String address(SubscriptionName name) {
    return name.toString();
  }

  @Override
  public Future<OptionalLong> waiting(SubscriptionName name) {
    return Future.succeededFuture(
        state.connected() ? OptionalLong.of(server.waiting(name)) : OptionalLong.empty());
  }

  @Override
  public Future<Void> close() {
    var done = Promise.<Void>promise();
    context.runOnContext(
        _ -> {
          closed = true;
          road.left(this);
          lose("closed");
          state = BrokerState.away("closed");
          done.complete();
        });
    return done.future();
  }
}
