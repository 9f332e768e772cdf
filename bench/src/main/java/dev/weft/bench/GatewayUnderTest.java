package dev.weft.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A gateway's fat jar as a process, with the configuration that a scenario needs. */
final class GatewayUnderTest {
  static final int CLUSTER_PORT = 5791;

  private GatewayUnderTest() {}

  /**
   * What gateways of scenarios differ in.
   *
   * @param routes how many there are, beside those that are asked
   * @param services how they are reached and read
   */
  record Shape(int routes, Services services) {
    String text() {
      return "gateway, " + routes + " routes" + services.text;
    }

    boolean eventBus() {
      return services == Services.EVENT_BUS;
    }
  }

  /** What the gateway is told of the services. */
  enum Services {
    HTTP(""),
    EVENT_BUS(", event bus"),
    TRUSTED(", trusted services");

    private final String text;

    Services(String text) {
      this.text = text;
    }
  }

  static Target start(Shape shape, int port) throws IOException {
    var directory = Files.createTempDirectory("weft-bench");
    Files.createDirectories(directory.resolve("routes"));
    Files.createDirectories(directory.resolve("services"));
    Files.writeString(directory.resolve("gateway.yaml"), process(shape, port));
    Files.writeString(directory.resolve("routes/routes.yaml"), routes(shape.routes()));
    for (int i = 0; i < Upstreams.NAMES.size(); i++) {
      Files.writeString(
          directory.resolve("services/" + Upstreams.NAMES.get(i) + ".yaml"), service(shape, i));
    }
    return start(shape.text(), port, directory.resolve("gateway.yaml"));
  }

  /** A gateway with a configuration that is there already. */
  static Target start(String name, int port, Path file) {
    return Target.start(
        name,
        port,
        Jvm.command("-jar", "gateway-verticle/target/gateway.jar", "--conf", file.toString()),
        new Listening(port));
  }

  private static String process(Shape shape, int port) {
    var cluster = "  cluster: { host: 127.0.0.1, port: %d }\n".formatted(CLUSTER_PORT);
    return """
    node:
      instance: bench-%d
      management: { host: 127.0.0.1, port: 0 }
    %shttp: { host: 127.0.0.1, port: %d }
    routes: routes
    services: services
    call-token: { send: false }
    """
        .formatted(port, shape.eventBus() ? cluster : "", port);
  }

  private static String service(Shape shape, int i) {
    return shape.eventBus()
        ? "transport: event-bus\ncall-token: false\n"
        : "call-token: false\ntrusted: %b\ninstances: [{ address: \"127.0.0.1:%d\" }]\n"
            .formatted(shape.services() == Services.TRUSTED, Upstreams.FIRST_PORT + i);
  }

  private static String routes(int others) {
    var text = new StringBuilder();
    for (int i = 0; i < others; i++) {
      text.append(composing("/area%d/things/{size}/part%d".formatted(i % 40, i), 3));
    }
    text.append(composing("/compose/{size}", 3));
    text.append(composing("/compose10/{size}", 10));
    text.append(composing("/compose30/{size}", 30));
    return text.append(joining()).toString();
  }

  private static String composing(String path, int calls) {
    var text = new StringBuilder("GET " + path + ":\n  deadline: 10s\n  calls:\n");
    for (int i = 0; i < calls; i++) {
      var service = Upstreams.NAMES.get(i % Upstreams.NAMES.size());
      text.append(
          "    %s: { service: %s, get: \"/{size}\" }\n".formatted(Upstreams.name(i), service));
    }
    return text.toString();
  }

  private static String joining() {
    return """
    GET %s:
      deadline: 10s
      calls:
        list: { service: %s, get: %s }
        items:
          service: %s
          get: "%s?ids={keys}"
          join: { each: "list[*].lines[*]", by: productId, to: id, as: product }
    """
        .formatted(
            Joined.PATH,
            Upstreams.NAMES.get(0),
            Joined.LIST,
            Upstreams.NAMES.get(1),
            Joined.ITEMS_PATH);
  }
}
