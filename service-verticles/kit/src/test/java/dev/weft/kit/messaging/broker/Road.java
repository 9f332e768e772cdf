package dev.weft.kit.messaging.broker;

import dev.weft.kit.messaging.TcpProxy;
import java.time.Duration;
import java.util.function.Function;

/** A way to a broker that tests can disturb. */
public interface Road {

  /** A connection by this way, not started. */
  Broker connection(Duration sendTimeout);

  /** Cuts all connections; new ones work. */
  void cut();

  /** The broker's answers get lost from now on, or come again. */
  void silent(boolean silent);

  /** New connections are cut at once from now on, or work again. */
  void refuse(boolean refuse);

  /** By way of a proxy. */
  static Road by(TcpProxy proxy, Function<Duration, Broker> connections) {
    return new Road() {
      @Override
      public Broker connection(Duration sendTimeout) {
        return connections.apply(sendTimeout);
      }

      @Override
      public void cut() {
        proxy.cut();
      }

      @Override
      public void silent(boolean silent) {
        proxy.silent(silent);
      }

      @Override
      public void refuse(boolean refuse) {
        proxy.refuse(refuse);
      }
    };
  }
}
