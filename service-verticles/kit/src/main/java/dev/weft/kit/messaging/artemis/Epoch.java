package dev.weft.kit.messaging.artemis;

import dev.weft.codecs.AmqpContent;
import dev.weft.kit.messaging.broker.SendOutcome;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.proton.ProtonConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The time of one connection. When it ends, everything that began in it ends too: the AMQP client
 * itself never completes what was under way on a lost connection. Runs on the broker's context.
 */
final class Epoch {

  private final Context context;
  private final ProtonConnection connection;
  private final ArtemisSettings settings;
  private final Map<String, Outlet> outlets = new HashMap<>();
  private final List<Runnable> endings = new ArrayList<>();
  private boolean managementRefused;
  private volatile boolean over;

  Epoch(Context context, ProtonConnection connection, ArtemisSettings settings) {
    this.context = context;
    this.connection = connection;
    this.settings = settings;
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
      outlet = new Outlet(connection, address);
      outlets.put(address, outlet);
    }
    return outlet.send(message, System.nanoTime());
  }

  /** False when the broker has owed an answer for too long. */
  boolean answersInTime() {
    var before = System.nanoTime() - settings.sendTimeout().toNanos();
    return outlets.values().stream().map(outlet -> outlet.expire(before)).toList().stream()
        .allMatch(inTime -> inTime);
  }

  /** Makes sure of a queue; a broker that grants no management is not asked twice in vain. */
  Future<Void> declare(SubscriptionName subscription) {
    if (managementRefused) {
      return Future.failedFuture("the broker grants no management");
    }
    var declaration = new QueueDeclaration(connection, subscription);
    Runnable lost = () -> declaration.giveUp("the connection is lost");
    onEnd(lost);
    after(
        settings.connectTimeout(),
        () -> declaration.giveUp("no answer from the broker's management"));
    return declaration
        .run()
        .onComplete(
            _ -> {
              endings.remove(lost);
              managementRefused |= declaration.unauthorized();
            });
  }

  /** A queue is gone: worth asking the management once more. */
  void mistrustQueues() {
    managementRefused = false;
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
