package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway in a process of its own with little memory. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
final class OneGigabyteTest {
  private static final String ROW = "{\"id\":1,\"price\":4.2900,\"name\":\"Zubehör\"},";
  private static final byte[] ROWS = ROW.repeat(25_000).getBytes(StandardCharsets.UTF_8);
  private static final int TIMES = (int) ((1L << 30) / ROWS.length) + 1;
  private static final long LENGTH = (long) ROWS.length * TIMES + "[0]".length();

  @TempDir Path directory;

  private static void gigabyte(TestService.Reply reply) throws IOException {
    reply.raw("HTTP/1.1 200 OK\r\ncontent-length: " + LENGTH + "\r\n\r\n[");
    for (int i = 0; i < TIMES; i++) {
      reply.socket().getOutputStream().write(ROWS);
    }
    reply.raw("0]");
  }

  private Process start(String service, String address) throws IOException {
    Files.createDirectories(directory.resolve("routes"));
    Files.createDirectories(directory.resolve("services"));
    Files.writeString(
        directory.resolve("routes/r.yaml"),
        """
        GET /x:
          deadline: 60s
          calls:
            large: { service: s, get: /large }
            small: { service: s, get: /small }
        """);
    Files.writeString(
        directory.resolve("services/s.yaml"),
        "call-token: false\ninstances: [ { address: \"" + service + "\" } ]\n");
    var conf = directory.resolve("gateway.yaml");
    Files.writeString(
        conf,
        """
        node: { management: { host: 127.0.0.1, port: 0 } }
        http: { host: 127.0.0.1, port: %s }
        routes: routes
        services: services
        event-loops: 2
        call-token: { send: false }
        """
            .formatted(address.substring(address.indexOf(':') + 1)));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:MaxDirectMemorySize=64m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.weft.gateway.GatewayMain",
            "--conf",
            conf.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("log").toFile())
        .start();
  }

  @Test
  void oneGigabyteGoesThroughAComposedRouteWithAHeapOf64Megabytes() throws IOException {
    var address = TestService.nobody();
    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    try (var service =
        TestService.answering(
            (request, reply) -> {
              if (request.uri().equals("/large")) {
                gigabyte(reply);
              } else {
                reply.json(200, "1");
              }
            })) {
      var process = start(service.address(), address);
      try {
        await()
            .atMost(Duration.ofSeconds(40))
            .ignoreExceptions()
            .until(
                () -> {
                  Sockets.open(port).close();
                  return true;
                });
        assertThat(received(port))
            .as(() -> log())
            .isEqualTo("{\"large\":,\"small\":1}".length() + LENGTH);
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** How many bytes of body there are until the connection closes. */
  private static long received(int port) throws IOException {
    try (var socket = Sockets.open(port)) {
      socket
          .getOutputStream()
          .write(
              "GET /x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      var in = socket.getInputStream();
      var buffer = new byte[1 << 18];
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      long total = 0;
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        total += count;
      }
      return total;
    }
  }
}
