package dev.weft.stack.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedBrokerTest {

  private static final String PLACED = "foodmart.orders.OrderPlaced";
  private static final String STOCK = PLACED + "::stock";

  @TempDir Path data = Path.of("unset");

  @Test
  void messagesOutliveARestart() throws Exception {
    int port;
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0)) {
      port = broker.port();
      broker.createSubscription(PLACED, "stock");
      try (Amqp client = new Amqp(port)) {
        client.send(PLACED, "order 1");
      }
      // It takes a message a moment before it counts it.
      await().until(() -> broker.messagesIn("stock") == 1 && broker.messages() == 1);
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, port);
        Amqp client = new Amqp(broker.port())) {
      assertThat(broker.port()).isEqualTo(port);
      assertThat(broker.isActive()).isTrue();
      assertThat(broker.version()).startsWith("2.");
      assertThat(client.receive(STOCK)).isEqualTo("order 1");
    }
  }

  @Test
  void messagesOutliveAnOwnerThatWasKilled() throws Exception {
    try (ChildJvm owner =
        ChildJvm.start(
            EmbeddedBroker.class, "--data", data.toString(), "--config", brokerXml().toString())) {
      try (Amqp client = new Amqp(owner.awaitReady())) {
        client.send(PLACED, "order 2");
      }
      owner.kill();
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0);
        Amqp client = new Amqp(broker.port())) {
      assertThat(client.receive(STOCK)).isEqualTo("order 2");
    }
  }

  @Test
  void addressesAndRightsComeFromTheGivenFile() throws Exception {
    BrokerSettings settings =
        new BrokerSettings(brokerXml(), Map.of("orders", "secret", "stock", "other"));
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0, settings)) {
      try (Amqp orders = new Amqp(broker.port(), "orders", "secret")) {
        orders.send(PLACED, "order 3");
        assertThatThrownBy(() -> orders.receive(STOCK)).hasMessageContaining("CONSUME");
      }
      try (Amqp stock = new Amqp(broker.port(), "stock", "other")) {
        assertThat(stock.receive(STOCK)).isEqualTo("order 3");
        assertThatThrownBy(() -> stock.send(PLACED, "forged")).hasMessageContaining("SEND");
      }
    }
  }

  @Test
  void aWrongPasswordAndNoPasswordAreRefused() throws Exception {
    BrokerSettings settings = new BrokerSettings(brokerXml(), Map.of("orders", "secret"));
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0, settings)) {
      assertThatThrownBy(() -> new Amqp(broker.port(), "orders", "guess").close())
          .hasMessageContaining("authenticate");
      assertThatThrownBy(() -> new Amqp(broker.port()).close()).isInstanceOf(Exception.class);
    }
  }

  @Test
  void anAddressThatNobodyDeclaredTakesNoMessage() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0);
        Amqp client = new Amqp(broker.port())) {
      assertThatThrownBy(() -> client.send("nobody.declared.This", "lost"))
          .hasMessageContaining("nobody.declared.This");
    }
  }

  @Test
  void aTakenPortIsOneClearSentenceAndTheNextStartWorks() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      int port = other.getLocalPort();
      assertThatThrownBy(() -> EmbeddedBroker.start(data, port))
          .isInstanceOf(EmbeddedException.class)
          .hasMessage(
              "port %d is taken: the broker cannot listen on 127.0.0.1:%d".formatted(port, port));
    }
    EmbeddedBroker.start(data, 0).close();
  }

  @Test
  void aSecondOwnerOfTheJournalIsToldWhoHasIt() throws Exception {
    try (ChildJvm owner = ChildJvm.start(EmbeddedBroker.class, "--data", data.toString())) {
      owner.awaitReady();
      assertThatThrownBy(() -> EmbeddedBroker.start(data, 0))
          .isInstanceOf(EmbeddedException.class)
          .hasMessage("the broker in %s is in use by process %d", data, owner.pid());
    }
  }

  @Test
  void aWrongFileIsNamedWithItsReason() throws Exception {
    Path wrong = Files.writeString(data.resolve("wrong.xml"), "<configuration><core><nonsense/>");
    BrokerSettings settings = new BrokerSettings(wrong, Map.of());
    assertThatThrownBy(() -> EmbeddedBroker.start(data, 0, settings))
        .isInstanceOf(EmbeddedException.class)
        .hasMessageStartingWith("the broker's configuration " + wrong + " is wrong: ");
    BrokerSettings missing = new BrokerSettings(data.resolve("missing.xml"), Map.of());
    assertThatThrownBy(() -> EmbeddedBroker.start(data, 0, missing))
        .isInstanceOf(EmbeddedException.class)
        .hasMessageEndingWith("missing.xml cannot be read");
  }

  @Test
  void wrongArgumentsOfTheProcessAreToldInOneLine() throws Exception {
    try (ChildJvm process = ChildJvm.start(EmbeddedBroker.class, "--date", "x")) {
      assertThat(process.outputToTheEnd()).isEqualTo("unknown option --date\n");
      assertThat(process.exitValue()).isEqualTo(1);
    }
  }

  @Test
  void settingsNeverShowAPassword() {
    assertThat(new BrokerSettings(null, Map.of("orders", "secret")).toString())
        .contains("orders")
        .doesNotContain("secret");
  }

  @Test
  void connectionsComingAndGoingLeaveNothingInTheProjectsBroker() throws Exception {
    Path broker = Path.of("..", "..", "conf", "broker", "broker.xml");
    BrokerSettings settings = new BrokerSettings(broker, Map.of("orders", "secret"));
    try (EmbeddedBroker running = EmbeddedBroker.start(data, 0, settings)) {
      for (int i = 0; i < 3; i++) {
        new Amqp(running.port(), "orders", "secret").close();
      }
      assertThat(running.messagesIn("weft.undeliverable")).isZero();
    }
  }

  private Path brokerXml() throws Exception {
    return Path.of(EmbeddedBrokerTest.class.getResource("/broker.xml").toURI());
  }
}
