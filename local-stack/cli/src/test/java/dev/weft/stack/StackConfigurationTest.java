package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.weft.gateway.GatewayConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StackConfigurationTest {

  @TempDir Path root = Path.of("unset");

  @BeforeEach
  void writeConfiguration() throws IOException {
    Files.createDirectories(root.resolve("conf/routes"));
    write(
        "gateway.yaml",
        """
        node:
          management: { host: 127.0.0.1, port: 0 }
          cluster: { host: 127.0.0.1, port: 5701, join: ["127.0.0.1:5701"] }
        http: { host: 127.0.0.1, port: 0 }
        routes: routes
        call-token: { key: keys/gateway.jwk }
        """);
    write(
        "routes/orders.yaml",
        """
        GET /orders/{id}:
          calls:
            order: { service: orders, get: "/orders/{id}" }
        """);
  }

  @Test
  void theStackStandsAloneWithKeysOfItsOwn() {
    GatewayConfig config = read(null);

    assertThat(config.node().cluster()).isNull();
    assertThat(config.known())
        .containsExactly("customers", "catalogue", "orders", "stock", "payments");
    assertThat(config.callToken())
        .extracting(GatewayConfig.CallTokenConfig::key)
        .isEqualTo(root.resolve(".weft/keys/gateway.jwk"));
  }

  @Test
  void theOptionGoesBeforeTheFile() {
    assertThat(read(8099).http().port()).isEqualTo(8099);
  }

  @Test
  void allMistakesOfTheProcessFileAreToldAtOnceAndExit2() throws Exception {
    write(
        "gateway.yaml",
        """
        node:
          management: { hots: 127.0.0.1, port: 99999 }
        http: { port: eighty }
        routes: routes
        """);

    assertThatThrownBy(() -> read(null))
        .hasMessageContaining("hots")
        .hasMessageContaining("gateway.yaml:3:")
        .hasMessageContaining("eighty")
        .asInstanceOf(type(StackException.class))
        .extracting(StackException::status)
        .isEqualTo(ExitStatus.WRONG_INPUT);
  }

  @Test
  void aWrongRouteIsFoundBeforeAnythingStarts() throws Exception {
    write(
        "routes/orders.yaml",
        """
        GET /orders/{id}:
          calls:
            order: { service: odrers, get: "/orders/{id}" }
            stock: { service: stock, gte: "/stock" }
        """);

    assertThatThrownBy(() -> read(null))
        .hasMessageContaining("odrers")
        .hasMessageContaining("gte")
        .hasMessageContaining("orders.yaml:4:");
  }

  @Test
  void aTakenPortSaysWhichOneAndHowToMoveIt() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      GatewayConfig config = read(other.getLocalPort());

      assertThatThrownBy(() -> StackConfiguration.requireFreePorts(config))
          .isInstanceOf(StackException.class)
          .hasMessageStartingWith("The traffic port %d on".formatted(other.getLocalPort()))
          .hasMessageContaining("is taken by another process")
          .hasMessageContaining("--port");
    }
    StackConfiguration.requireFreePorts(read(null));
  }

  @Test
  void aHostThatIsNoneIsNotCalledATakenPort() throws Exception {
    write(
        "gateway.yaml",
        """
        node: { management: { port: 0 } }
        http: { host: no-such-host.invalid, port: 0 }
        routes: routes
        """);

    assertThatThrownBy(() -> StackConfiguration.requireFreePorts(read(null)))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("the host no-such-host.invalid is unknown");
  }

  private GatewayConfig read(@Nullable Integer port) {
    return StackConfiguration.read(new StackHome(root), port, Map.of(), new Properties());
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(root.resolve("conf").resolve(file), text);
  }
}
