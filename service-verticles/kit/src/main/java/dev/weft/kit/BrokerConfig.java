package dev.weft.kit;

import dev.weft.kit.messaging.amqp.AmqpBroker;
import dev.weft.kit.messaging.amqp.AmqpSettings;
import dev.weft.kit.messaging.amqp.AmqpTimes;
import dev.weft.kit.messaging.amqp.Dialect;
import dev.weft.kit.messaging.amqp.Queues;
import dev.weft.kit.messaging.artemis.Artemis;
import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.ObservedBroker;
import dev.weft.kit.messaging.rabbitmq.DefinedQueues;
import dev.weft.kit.messaging.rabbitmq.ManagedQueues;
import dev.weft.kit.messaging.rabbitmq.RabbitMq;
import dev.weft.node.config.Default;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The AMQP 1.0 broker. The user may send and receive what the service does.
 *
 * @param brokers {@code host:port} of each member of a cluster of brokers, in place of host and
 *     port
 * @param user may be left out by a service that logs in by the certificate of {@code tls}
 * @param management RabbitMQ only: its HTTP interface, by which a user who may do so makes his own
 *     queues and counts what waits in them
 * @param observer Artemis only: an account that may ask what waits; the service's own must not
 */
public record BrokerConfig(
    @Default("artemis") Kind kind,
    @Default("127.0.0.1") String host,
    @Default("5672") int port,
    List<String> brokers,
    @Nullable String user,
    @Nullable String password,
    @Nullable BrokerTlsConfig tls,
    @Nullable URI management,
    @Nullable Observer observer) {

  private static final Pattern ADDRESS = Pattern.compile("(.+):([0-9]{1,5})");

  /** Whose dialect of AMQP 1.0 is spoken. */
  public enum Kind {
    ARTEMIS,
    /** Version 3 with its plug-in for AMQP 1.0. */
    RABBITMQ_3,
    RABBITMQ_4
  }

  public BrokerConfig {
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException("user and password go together");
    }
    if (user == null && (tls == null || tls.certificate() == null)) {
      throw new IllegalArgumentException("user is missing, and so is tls.certificate to log in by");
    }
    if (management != null && user == null) {
      throw new IllegalArgumentException("management wants a user with a password");
    }
    if (observer != null && kind != Kind.ARTEMIS) {
      throw new IllegalArgumentException(
          "observer is for artemis; what waits in RabbitMQ is told by its management");
    }
    brokers = List.copyOf(brokers);
    brokers.forEach(BrokerConfig::address);
  }

  /** An account that may look. */
  public record Observer(String user, String password) {

    /** Without the password. */
    @Override
    public String toString() {
      return user;
    }
  }

  /** An Artemis. */
  public static BrokerConfig artemis(String host, int port, String user, String password) {
    return new BrokerConfig(Kind.ARTEMIS, host, port, List.of(), user, password, null, null, null);
  }

  /** The same, with an account that may ask what waits. */
  public BrokerConfig withObserver(String name, String secret) {
    var account = new Observer(name, secret);
    return new BrokerConfig(kind, host, port, brokers, user, password, tls, management, account);
  }

  /** A way to it, not started. */
  public Broker open(Vertx vertx) {
    var own =
        open(
            vertx, user == null || password == null ? null : new AmqpSettings.User(user, password));
    return observer == null
        ? own
        : new ObservedBroker(
            own, open(vertx, new AmqpSettings.User(observer.user, observer.password)));
  }

  private Broker open(Vertx vertx, AmqpSettings.@Nullable User account) {
    var settings =
        new AmqpSettings(
            addresses(), account, tls == null ? null : tls.settings(), AmqpTimes.DEFAULT);
    return new AmqpBroker(vertx, settings, dialect(vertx, account));
  }

  private List<SocketAddress> addresses() {
    return brokers.isEmpty()
        ? List.of(SocketAddress.inetSocketAddress(port, host))
        : brokers.stream().map(BrokerConfig::address).toList();
  }

  private static SocketAddress address(String text) {
    var matcher = ADDRESS.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("brokers must each be host:port, not \"" + text + "\"");
    }
    return SocketAddress.inetSocketAddress(Integer.parseInt(matcher.group(2)), matcher.group(1));
  }

  private Dialect dialect(Vertx vertx, AmqpSettings.@Nullable User account) {
    return switch (kind) {
      case ARTEMIS -> new Artemis();
      case RABBITMQ_3 -> new RabbitMq(RabbitMq.Addresses.V1, queues(vertx, account));
      case RABBITMQ_4 -> new RabbitMq(RabbitMq.Addresses.V2, queues(vertx, account));
    };
  }

  private Queues queues(Vertx vertx, AmqpSettings.@Nullable User account) {
    return management == null || account == null
        ? new DefinedQueues()
        : new ManagedQueues(vertx, management, account);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + "@" + (brokers.isEmpty() ? host + ":" + port : String.join(",", brokers));
  }
}
