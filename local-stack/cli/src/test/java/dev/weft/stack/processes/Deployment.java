package dev.weft.stack.processes;

import static org.awaitility.Awaitility.await;

import dev.weft.node.call.CallTokenKeys;
import dev.weft.stack.embedded.EmbeddedBroker;
import dev.weft.stack.embedded.EmbeddedDatabase;
import dev.weft.stack.path.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A cluster as an operator would run it, all on loopback: broker and PostgreSQL as processes of
 * their own, and any number of gateways and services, each its own fat jar. Gateways reach the
 * catalogue over the clustered event bus and the others over HTTP.
 */
final class Deployment implements AutoCloseable {
  private static final List<String> SERVICES =
      List.of("customers", "catalogue", "orders", "stock", "payments");
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);

  private final Path root = Path.of("..", "..").toAbsolutePath().normalize();
  private final Path directory;
  private final int databasePort = FreePorts.next();
  private final int brokerPort = FreePorts.next();
  private final List<Integer> seeds = List.of(FreePorts.next(), FreePorts.next());
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Child database;
  private Child broker;

  /** One process of the cluster and the ports it was given. */
  record Member(String instance, Child process, int http, int management) {
    Api api() {
      return new Api("http://127.0.0.1:" + http);
    }

    /** The management endpoints. */
    Api operator() {
      return new Api("http://127.0.0.1:" + management);
    }

    boolean ready() {
      if (!process.alive()) {
        throw new AssertionError(process.output());
      }
      try {
        return operator().get("/health/ready").statusCode() == 200;
      } catch (UncheckedIOException notListeningYet) {
        return false;
      }
    }
  }

  Deployment(Path directory) throws IOException {
    this.directory = directory;
    CallTokenKeys.generate(directory.resolve("keys"));
    Files.createDirectories(directory.resolve("services"));
    Files.writeString(directory.resolve("services/catalogue.yaml"), "transport: event-bus\n");
    this.database = Child.main("database", directory, EmbeddedDatabase.class, databaseArguments());
    this.broker = Child.main("broker", directory, EmbeddedBroker.class, brokerArguments());
    await("PostgreSQL")
        .atMost(READY_WITHIN)
        .until(() -> SERVICES.stream().allMatch(this::canLogIn));
  }

  private boolean canLogIn(String service) {
    try (var connection = DriverManager.getConnection(jdbcUrl(service))) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private String[] databaseArguments() {
    var words = new ArrayList<>(arguments("postgres", databasePort));
    SERVICES.forEach(service -> words.addAll(List.of("--database", service + "=secret")));
    return words.toArray(String[]::new);
  }

  private String[] brokerArguments() {
    var words = new ArrayList<>(arguments("broker", brokerPort));
    words.addAll(List.of("--config", root.resolve("conf/broker/broker.xml").toString()));
    SERVICES.forEach(service -> words.addAll(List.of("--user", service + "=secret")));
    return words.toArray(String[]::new);
  }

  private List<String> arguments(String data, int port) {
    return List.of("--data", directory.resolve(data).toString(), "--port", "" + port);
  }

  void killBroker() {
    broker.kill();
  }

  void restartBroker() {
    broker = Child.main("broker", directory, EmbeddedBroker.class, brokerArguments());
  }

  /** Starts a process; it is up when {@link Member#ready}. */
  Member start(String program, String instance) throws IOException {
    int http = FreePorts.next();
    int management = FreePorts.next();
    int cluster = members.size() < seeds.size() ? seeds.get(members.size()) : FreePorts.next();
    String node =
        """
        node:
          instance: %s
          management: { port: %d }
          cluster: { port: %d, join: [%s] }
        http: { port: %d }
        """
            .formatted(
                instance,
                management,
                cluster,
                seeds.stream()
                    .map(port -> "\"127.0.0.1:" + port + "\"")
                    .collect(Collectors.joining(", ")),
                http);
    var conf = directory.resolve(instance + ".yaml");
    Files.writeString(conf, node + (program.equals("gateway") ? gateway() : service(program)));
    var module =
        root.resolve(
            program.equals("gateway") ? "gateway-verticle" : "service-verticles/" + program);
    var jar = module.resolve("target").resolve(program + ".jar");
    var member = new Member(instance, Child.jar(instance, directory, jar, conf), http, management);
    members.put(instance, member);
    return member;
  }

  private String gateway() {
    return """
    routes: %s
    services: services
    call-token: { key: keys/gateway.jwk }
    """
        .formatted(root.resolve("conf/routes"));
  }

  private String service(String name) {
    return """
    database: { port: %d, name: %s, user: %s, password: secret, pool-size: 8 }
    broker: { port: %d, user: %s, password: secret }
    call-token: { jwks: keys/gateway.jwks }
    """
        .formatted(databasePort, name, name, brokerPort, name);
  }

  Member member(String instance) {
    return Objects.requireNonNull(members.get(instance), instance);
  }

  void awaitReady() {
    members.values().forEach(this::awaitReady);
  }

  void awaitReady(Member member) {
    await(member.instance()).atMost(READY_WITHIN).until(member::ready);
  }

  String jdbcUrl(String service) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=secret"
        .formatted(databasePort, service, service);
  }

  /** What every process printed, for the message of a failed test. */
  String output() {
    return members.values().stream()
        .map(member -> member.process().output())
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() throws InterruptedException {
    for (var member : members.values()) {
      member.process().close();
    }
    broker.close();
    database.close();
  }
}
