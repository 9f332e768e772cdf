package dev.weft.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kit.BrokerConfig.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BrokerConfigTest {

  private static final Path FILE = Path.of("service.pem");

  @Test
  void aUserWithoutAPasswordIsAMistake() {
    assertThatThrownBy(() -> config(List.of(), "orders", null, null))
        .hasMessage("user and password go together");
  }

  @Test
  void nobodyLogsInWithoutAUserOrACertificate() {
    assertThatThrownBy(() -> config(List.of(), null, null, null))
        .hasMessageContaining("tls.certificate");
    assertThat(config(List.of(), null, null, new BrokerTlsConfig(null, FILE, FILE)).user())
        .isNull();
  }

  @Test
  void aCertificateWithoutItsKeyIsAMistake() {
    assertThatThrownBy(() -> new BrokerTlsConfig(null, FILE, null))
        .hasMessage("certificate and key go together");
  }

  @Test
  void brokersAreHostsWithPorts() {
    assertThat(config(List.of("one:5672", "[::1]:5673"), "orders", "x", null))
        .hasToString("orders@one:5672,[::1]:5673");
    assertThatThrownBy(() -> config(List.of("one"), "orders", "x", null))
        .hasMessage("brokers must each be host:port, not \"one\"");
  }

  @Test
  void managementWantsAUser() {
    assertThatThrownBy(
            () ->
                new BrokerConfig(
                    Kind.RABBITMQ_3,
                    "127.0.0.1",
                    5672,
                    List.of(),
                    null,
                    null,
                    new BrokerTlsConfig(null, FILE, FILE),
                    URI.create("http://127.0.0.1:15672"),
                    null))
        .hasMessageContaining("management wants a user");
  }

  @Test
  void anObserverIsForABrokerThatTellsOnItsOwnProtocol() {
    assertThatThrownBy(
            () ->
                new BrokerConfig(
                    Kind.RABBITMQ_3,
                    "127.0.0.1",
                    5672,
                    List.of(),
                    "orders",
                    "x",
                    null,
                    null,
                    new BrokerConfig.Observer("watcher", "secret")))
        .hasMessageContaining("observer is for artemis");
    assertThat(BrokerConfig.artemis("one", 1, "orders", "x").withObserver("watcher", "secret"))
        .asString()
        .doesNotContain("secret");
  }

  private static BrokerConfig config(
      List<String> brokers,
      @Nullable String user,
      @Nullable String password,
      @Nullable BrokerTlsConfig tls) {
    return new BrokerConfig(
        Kind.ARTEMIS, "127.0.0.1", 5672, brokers, user, password, tls, null, null);
  }
}
