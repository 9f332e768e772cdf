package dev.weft.kit.messaging.amqp;

import dev.weft.codecs.AmqpContent;
import dev.weft.kit.messaging.broker.SendOutcome;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.proton.ProtonConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The time of one connection. When it ends, everything that began in it ends too: the AMQP client
 * itself never completes what was under way on a lost connection. Runs on the broker's context.
 */
final class Epoch {

  private final Context context;
  private final ProtonConnection connection;
  private final Dialect dialect;
  private final Queues queues;
  private final AmqpTimes times;
  private final Map<String, Outlet> outlets = new HashMap<>();
  private final List<Runnable> endings = new ArrayList<>();
  private volatile boolean over;

  Epoch(Context context, ProtonConnection connection, Dialect dialect, AmqpTimes times) {
    this.context = context;
    this.connection = connection;
    this.dialect = dialect;
    this.queues = dialect.queues(connection);
    this.times = times;
  }

  ProtonConnection connection() {
    return connection;
  }

  boolean over() {
    return over;
  }

  Future<SendOutcome> send(String address, AmqpContent message) {
    var outlet = outlets.get(address);
    if (outlet == null || outlet.closed()) {
      outlet = new Outlet(connection, dialect, address);
      outlets.put(address, outlet);
    }
    return outlet.send(message, System.nanoTime());
  }

  /** False when the broker has owed an answer for too long. */
  boolean answersInTime() {
    var before = System.nanoTime() - times.send().toNanos();
    return outlets.values().stream().map(outlet -> outlet.expire(before)).toList().stream()
        .allMatch(inTime -> inTime);
  }

  /** Makes sure of a queue. */
  Future<Void> declare(SubscriptionName subscription) {
    return bounded(queues.declare(subscription));
  }

  Future<OptionalLong> waiting(SubscriptionName subscription) {
    return bounded(queues.waiting(subscription));
  }

  /** A queue is gone. */
  void mistrustQueues() {
    queues.mistrust();
  }

  /** Nothing that is asked on a connection is sure to be answered, least of all when it is lost. */
  private <T> Future<T> bounded(Future<T> answer) {
    var first = Promise.<T>promise();
    Runnable lost = () -> first.tryFail("the connection is lost");
    onEnd(lost);
    after(times.connect(), () -> first.tryFail("no answer from the broker's management"));
    answer.onSuccess(first::tryComplete).onFailure(first::tryFail);
    return first.future().onComplete(_ -> endings.remove(lost));
  }

  void onEnd(Runnable ending) {
    endings.add(ending);
  }

  void after(Duration pause, Runnable action) {
    context
        .owner()
        .setTimer(
            Math.max(1, pause.toMillis()),
            _ -> {
              if (!over) {
                action.run();
              }
            });
  }

  void end(String reason) {
    over = true;
    outlets.values().forEach(outlet -> outlet.abandon(reason));
    outlets.clear();
    List.copyOf(endings).forEach(Runnable::run);
    endings.clear();
  }
}
