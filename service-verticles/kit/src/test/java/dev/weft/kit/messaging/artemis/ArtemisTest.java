package dev.weft.kit.messaging.artemis;

import static org.awaitility.Awaitility.await;

import dev.weft.kit.messaging.TcpProxy;
import dev.weft.kit.messaging.TestBroker;
import dev.weft.kit.messaging.amqp.AmqpBroker;
import dev.weft.kit.messaging.amqp.AmqpSettings;
import dev.weft.kit.messaging.amqp.AmqpTimes;
import dev.weft.kit.messaging.broker.BrokerContract;
import dev.weft.kit.messaging.broker.BrokerUnderTest;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArtemisTest extends BrokerContract {

  @TempDir static Path directory;
  private static TestBroker artemis;

  @BeforeAll
  static void startBroker() {
    artemis = TestBroker.open(directory);
  }

  @AfterAll
  static void stopBroker() {
    artemis.close();
  }

  @Override
  protected BrokerUnderTest server() {
    return artemis;
  }

  @Test
  void theNextBrokerOfTheListTakesOverFromOneThatIsAway() {
    var vertx = Vertx.vertx();
    var one = TcpProxy.to(vertx, artemis.port());
    var two = TcpProxy.to(vertx, artemis.port());
    two.refuse(true);
    var brokers =
        Stream.of(one, two)
            .map(proxy -> SocketAddress.inetSocketAddress(proxy.port(), "127.0.0.1"))
            .toList();
    var settings = new AmqpSettings(brokers, null, null, AmqpTimes.DEFAULT);
    var broker = new AmqpBroker(vertx, settings, new Artemis());
    broker.start();
    await().until(() -> broker.state().connected());

    one.refuse(true);
    await().until(() -> !broker.state().connected());
    two.refuse(false);

    await().until(() -> broker.state().connected());
    broker.close().await();
    vertx.close().await();
  }
}
