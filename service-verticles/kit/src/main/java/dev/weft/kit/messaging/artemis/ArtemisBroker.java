package dev.weft.kit.messaging.artemis;

import dev.weft.codecs.AmqpContent;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.BrokerState;
import dev.weft.kit.messaging.broker.BrokerSubscription;
import dev.weft.kit.messaging.broker.Delivery;
import dev.weft.kit.messaging.broker.SendOutcome;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpConnection;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Apache Artemis, over one connection at a time. All of its state lives on one event loop. */
public final class ArtemisBroker implements Broker {

  private static final Logger LOG = LoggerFactory.getLogger(ArtemisBroker.class);
  private static final long SWEEP_MILLIS = 200;

  private final Vertx vertx;
  private final Context context;
  private final ArtemisSettings settings;
  private final AmqpClient client;
  private final Backoff backoff;
  private final List<Inlet> inlets = new ArrayList<>();
  private final List<Runnable> onConnected = new CopyOnWriteArrayList<>();
  private volatile BrokerState state = BrokerState.away("not connected yet");
  private @Nullable Epoch epoch;
  private @Nullable AmqpConnection connection;
  private boolean closed;

  /** Not connected until {@link #start()}. */
  public ArtemisBroker(Vertx vertx, ArtemisSettings settings) {
    this.vertx = vertx;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.settings = settings;
    this.client = AmqpClient.create(vertx, options(settings));
    this.backoff = new Backoff(settings.reconnectLeast(), settings.reconnectMost());
  }

  private static AmqpClientOptions options(ArtemisSettings settings) {
    var options =
        new AmqpClientOptions()
            .setHost(settings.host())
            .setPort(settings.port())
            .setHeartbeat((int) settings.heartbeat().toMillis());
    options.setConnectTimeout((int) settings.connectTimeout().toMillis());
    options.setTcpNoDelay(true).setTcpKeepAlive(true);
    if (settings.user() != null) {
      options.setUsername(settings.user());
    }
    if (settings.password() != null) {
      options.setPassword(settings.password());
    }
    return options;
  }

  @Override
  public void start() {
    context.runOnContext(_ -> connect());
    vertx.setPeriodic(SWEEP_MILLIS, timer -> context.runOnContext(_ -> sweep(timer)));
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
    var outcome = Promise.<SendOutcome>promise();
    context.runOnContext(
        _ -> {
          if (epoch == null) {
            outcome.complete(new SendOutcome.Away(state.trouble()));
          } else {
            epoch.send(address, message).onComplete(outcome);
          }
        });
    return outcome.future();
  }

  @Override
  public BrokerSubscription subscribe(
      SubscriptionName name, int window, Consumer<Delivery> receiver) {
    var inlet = new Inlet(context, name, window, receiver);
    context.runOnContext(
        _ -> {
          inlets.add(inlet);
          if (epoch != null) {
            inlet.attach(epoch);
          }
        });
    return inlet;
  }

  @Override
  public String address(SubscriptionName name) {
    return QueueDeclaration.address(name);
  }

  private void connect() {
    if (closed) {
      return;
    }
    // Not even the client's own connect is sure to complete.
    var attempt = Promise.<AmqpConnection>promise();
    var timer =
        vertx.setTimer(
            settings.connectTimeout().toMillis(),
            _ -> attempt.tryFail("no answer within " + settings.connectTimeout()));
    client
        .connect()
        .onSuccess(
            opened -> {
              if (!attempt.tryComplete(opened)) {
                opened.close();
              }
            })
        .onFailure(attempt::tryFail);
    attempt
        .future()
        .onComplete(_ -> vertx.cancelTimer(timer))
        .onSuccess(this::connected)
        .onFailure(cause -> connectAgain("no connection: " + cause.getMessage()));
  }

  private void connected(AmqpConnection opened) {
    if (closed || opened.unwrap() == null) {
      opened.close();
      connectAgain("the connection was lost at once");
      return;
    }
    var begun = new Epoch(context, opened.unwrap(), settings);
    epoch = begun;
    connection = opened;
    state = BrokerState.CONNECTED;
    backoff.reset();
    LOG.info("connected to the broker at {}", settings);
    opened.closeFuture().onComplete(_ -> context.runOnContext(_ -> lost(begun, "lost")));
    opened.exceptionHandler(cause -> context.runOnContext(_ -> lost(begun, cause.getMessage())));
    inlets.forEach(inlet -> inlet.attach(begun));
    onConnected.forEach(Runnable::run);
  }

  private void lost(Epoch ended, @Nullable String reason) {
    if (ended.over()) {
      return;
    }
    ended.end("the connection was lost: " + reason);
    epoch = null;
    connection = null;
    connectAgain("the connection was lost: " + reason);
  }

  private void connectAgain(String reason) {
    if (closed) {
      return;
    }
    if (state.connected() || !state.trouble().equals(reason)) {
      LOG.warn("broker at {}: {}", settings, reason);
    }
    state = BrokerState.away(reason);
    vertx.setTimer(
        Math.max(1, backoff.next().toMillis()), _ -> context.runOnContext(_ -> connect()));
  }

  private void sweep(long timer) {
    if (closed) {
      vertx.cancelTimer(timer);
    } else if (epoch != null && !epoch.answersInTime()) {
      var silent = epoch;
      var socket = silent.connection();
      lost(silent, "no answer to a message within " + settings.sendTimeout());
      socket.disconnect();
    }
  }

  @Override
  public Future<Void> close() {
    var done = Promise.<Void>promise();
    context.runOnContext(
        _ -> {
          closed = true;
          state = BrokerState.away("closed");
          if (epoch != null) {
            epoch.end("closed");
          }
          var open = connection;
          epoch = null;
          connection = null;
          if (open == null) {
            done.complete();
            return;
          }
          vertx.setTimer(TimeUnit.SECONDS.toMillis(1), _ -> done.tryComplete());
          open.close().onComplete(_ -> done.tryComplete());
        });
    return done.future();
  }
}
