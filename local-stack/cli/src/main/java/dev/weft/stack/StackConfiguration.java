package dev.weft.stack;

import dev.weft.gateway.GatewayCheck;
import dev.weft.gateway.GatewayConfig;
import dev.weft.node.NodeConfig;
import dev.weft.node.StartFailure;
import dev.weft.node.config.ConfigException;
import dev.weft.node.config.ConfigReader;
import dev.weft.node.config.Mistake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The local stack obeys {@code conf/gateway.yaml} and its overrides, as a gateway elsewhere does,
 * but for what is its own: no cluster, and the keys that it makes itself.
 */
final class StackConfiguration {

  private static final Set<String> OF_THE_SCRIPT = Set.of("weft.home", "weft.log.file");
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

  private StackConfiguration() {}

  static GatewayConfig read(StackHome home, @Nullable Integer port) {
    return read(home, port, System.getenv(), overrides());
  }

  /** The system properties without those that the script sets. */
  static Properties overrides() {
    Properties properties = new Properties();
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> !OF_THE_SCRIPT.contains(name))
        .forEach(name -> properties.setProperty(name, System.getProperty(name)));
    return properties;
  }

  static GatewayConfig read(
      StackHome home, @Nullable Integer port, Map<String, String> environment, Properties system) {
    if (port != null) {
      system.setProperty("weft.http.port", port.toString());
    }
    try {
      Path file = home.conf().resolve("gateway.yaml");
      GatewayConfig config =
          local(home, ConfigReader.read(file, GatewayConfig.class, environment, system));
      List<Mistake> mistakes = GatewayCheck.of(config).mistakes();
      if (!mistakes.isEmpty()) {
        throw new ConfigException(mistakes);
      }
      return config;
    } catch (ConfigException e) {
      throw new StackException(
          ExitStatus.WRONG_INPUT, "the configuration is wrong\n" + e.getMessage());
    }
  }

  private static GatewayConfig local(StackHome home, GatewayConfig read) {
    NodeConfig node = read.node();
    return new GatewayConfig(
        new NodeConfig(node.instance(), node.zone(), node.management(), null, node.grace()),
        read.http(),
        read.routes(),
        read.services(),
        withFoodMart(read.known()),
        new GatewayConfig.CallTokenConfig(true, home.keys().resolve("gateway.jwk"), TOKEN_LIFE),
        read.eventLoops(),
        read.etag(),
        read.reload(),
        read.limits(),
        read.edge(),
        read.openapi(),
        read.serverTiming());
  }

  /** The services of the stack register themselves later: routes may name these, and no others. */
  private static List<String> withFoodMart(List<String> known) {
    return Stream.concat(known.stream(), FoodMartServices.names().stream()).distinct().toList();
  }

  /** Asked before anything starts, so that a taken port costs no waiting. */
  static void requireFreePorts(GatewayConfig config) {
    requireFree(
        "the traffic port",
        config.http().host(),
        config.http().port(),
        "Use --port, or http.port in conf/gateway.yaml (WEFT_HTTP_PORT).");
    requireFree(
        "the management port",
        config.node().management().host(),
        config.node().management().port(),
        "Set node.management.port in conf/gateway.yaml (WEFT_NODE_MANAGEMENT_PORT).");
  }

  @SuppressWarnings("AddressSelection") // whatever the server will make of the name
  private static void requireFree(String what, String host, int port, String advice) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (IOException e) {
      throw new StackException(
          StartFailure.listening(what, host, port, e).getMessage() + " " + advice, e);
    }
  }
}
