package dev.weft.kit.messaging.amqp;

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
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker that speaks AMQP 1.0, over one connection at a time; its state is on one event loop. */
public final class AmqpBroker implements Broker {

  private static final Logger LOG = LoggerFactory.getLogger(AmqpBroker.class);
  private static final long SWEEP_MILLIS = 200;

  private final Vertx vertx;
  private final Context context;
  private final AmqpSettings settings;
  private final Dialect dialect;
  private final List<AmqpClient> clients;
  private final Backoff backoff;
  private final List<Inlet> inlets = new ArrayList<>();
  private final List<Runnable> onConnected = new CopyOnWriteArrayList<>();
  private volatile BrokerState state = BrokerState.away("not connected yet");
  private @Nullable Epoch epoch;
  private @Nullable AmqpConnection connection;
  private int next;
  private boolean closed;

  /** Not connected until {@link #start()}. */
  public AmqpBroker(Vertx vertx, AmqpSettings settings, Dialect dialect) {
    this.vertx = vertx;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.settings = settings;
    this.dialect = dialect;
    this.clients =
        settings.brokers().stream()
            .map(at -> AmqpClient.create(vertx, options(settings, at)))
            .toList();
    this.backoff = new Backoff(settings.times().reconnectLeast(), settings.times().reconnectMost());
  }

  private static AmqpClientOptions options(AmqpSettings settings, SocketAddress at) {
    var options =
        new AmqpClientOptions()
            .setHost(at.host())
            .setPort(at.port())
            .setHeartbeat((int) settings.times().heartbeat().toMillis());
    options.setConnectTimeout((int) settings.times().connect().toMillis());
    options.setTcpNoDelay(true).setTcpKeepAlive(true);
    var user = settings.user();
    if (user != null) {
      options.setUsername(user.name()).setPassword(user.password());
    }
    var tls = settings.tls();
    if (tls != null) {
      tls.applyTo(options);
      if (user == null && tls.identity() != null) {
        options.addEnabledSaslMechanism("EXTERNAL");
      }
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
    var inlet = new Inlet(context, dialect, name, window, receiver);
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
    return dialect.address(name);
  }

  @Override
  public Future<OptionalLong> waiting(SubscriptionName name) {
    var count = Promise.<OptionalLong>promise();
    context.runOnContext(
        _ -> {
          if (epoch == null) {
            count.complete(OptionalLong.empty());
          } else {
            epoch.waiting(name).otherwise(OptionalLong.empty()).onComplete(count);
          }
        });
    return count.future();
  }

  private void connect() {
    if (closed) {
      return;
    }
    // Not even the client's own connect is sure to complete.
    var attempt = Promise.<AmqpConnection>promise();
    var timer =
        vertx.setTimer(
            settings.times().connect().toMillis(),
            _ -> attempt.tryFail("no answer within " + settings.times().connect()));
    clients
        .get(next)
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
    var begun = new Epoch(context, opened.unwrap(), dialect, settings.times());
    epoch = begun;
    connection = opened;
    state = BrokerState.CONNECTED;
    backoff.reset();
    LOG.info("connected to the broker at {}", settings.brokers().get(next));
    opened.closeFuture().onComplete(_ -> context.runOnContext(_ -> lost(begun, "lost")));
    opened.exceptionHandler(cause -> context.runOnContext(_ -> lost(begun, cause.getMessage())));
    inlets.forEach(inlet -> inlet.attach(begun));
    onConnected.forEach(Runnable::run);
  }

  private void lost(Epoch ended, @Nullable String reason) {
    if (ended.over()) {
      return;
    }
    var why = "the connection was lost: " + reason;
    epoch = null;
    connection = null;
    connectAgain(why);
    // Last: whoever is told now that its message is not sent finds the broker away.
    ended.end(why);
  }

  private void connectAgain(String reason) {
    if (closed) {
      return;
    }
    if (state.connected() || !state.trouble().equals(reason)) {
      LOG.warn("broker at {}: {}", settings.brokers().get(next), reason);
    }
    state = BrokerState.away(reason);
    next = (next + 1) % clients.size();
    vertx.setTimer(
        Math.max(1, backoff.next().toMillis()), _ -> context.runOnContext(_ -> connect()));
  }

  private void sweep(long timer) {
    if (closed) {
      vertx.cancelTimer(timer);
    } else if (epoch != null && !epoch.answersInTime()) {
      var silent = epoch;
      var socket = silent.connection();
      lost(silent, "no answer to a message within " + settings.times().send());
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
