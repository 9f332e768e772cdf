package dev.weft.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a real process shows: exit statuses, signals, its two outputs. */
final class ProcessTest {

  private static final String GOOD =
      """
      node:
        instance: probe-1
        management: {port: MANAGEMENT}
        grace: 10s
      """;

  @TempDir private Path directory;

  @Test
  void aBrokenConfigurationIsToldWholeAndEndsWithStatus2() throws Exception {
    var file = directory.resolve("broken.yaml");
    Files.writeString(
        file,
        """
        node:
          managment: {port: 1}
          management: {port: many}
          cluster: {port: 70000}
          grace: soon
        htpp: {}
        """);

    try (var jvm =
        Jvm.run(directory, Map.of("WEFT_HTTP_PROT", "1"), List.of("--conf", file.toString()), 0)) {
      assertThat(jvm.awaitExit()).isEqualTo(2);
      assertThat(jvm.err())
          .containsExactly(
              "environment variable WEFT_HTTP_PROT: names no key"
                  + " (did you mean \"WEFT_HTTP_PORT\"?)",
              file + ":2:3: node.managment: there is no such key (did you mean \"management\"?)",
              file + ":3:22: node.management.port: must be a whole number, not \"many\"",
              file + ":4:12: node.cluster: port must be between 0 and 65535, not 70000",
              file + ":5:10: node.grace: must be a time such as 250ms, 5s, 2m or 1h, not \"soon\"",
              file + ":6:1: htpp: there is no such key (did you mean \"http\"?)");
      assertThat(jvm.out()).isEmpty();
    }
  }

  @Test
  void wrongArgumentsAreToldAndEndWithStatus2() throws Exception {
    try (var jvm = Jvm.run(directory, Map.of(), List.of("--config", "x"), 0)) {
      assertThat(jvm.awaitExit()).isEqualTo(2);
      assertThat(jvm.err()).containsExactly("usage: java -jar probe.jar --conf <file>");
    }
  }

  @Test
  void aFileThatIsNotThereEndsWithStatus2() throws Exception {
    try (var jvm = Jvm.run(directory, Map.of(), List.of("--conf=nothing.yaml"), 0)) {
      assertThat(jvm.awaitExit()).isEqualTo(2);
      assertThat(jvm.err()).containsExactly("nothing.yaml: there is no such file");
    }
  }

  @Test
  void aTakenPortIsOneSentenceAndEndsWithStatus1() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      var config =
          Map.of(
              "The management port", "node: {management: {port: %d}}",
              "The traffic port", "{node: {management: {port: 0}}, http: {port: %d}}",
              "The cluster port", "node: {management: {port: 0}, cluster: {port: %d}}");

      for (var which : config.entrySet()) {
        try (var jvm = Jvm.run(directory, which.getValue().formatted(port))) {
          assertThat(jvm.awaitExit()).isEqualTo(1);
          assertThat(jvm.err())
              .containsExactly(
                  which.getKey() + " " + port + " on 127.0.0.1 is taken by another process.");
        }
      }
    }
  }

  @Test
  void anUnforeseenFailureIsOneLineAndItsTraceIsInTheLog() throws Exception {
    try (var jvm = Jvm.run(directory, GOOD + "fail: true\n")) {
      assertThat(jvm.awaitExit()).isEqualTo(1);
      assertThat(jvm.err()).containsExactly("probe cannot start: the probe was told to fail");
      assertThat(jvm.out())
          .last()
          .satisfies(
              line ->
                  assertThat(new JsonObject(line).getString("stack_trace"))
                      .contains("IllegalStateException"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aSignalLetsWorkInFlightEndAndThenEndsWithStatus0(String signal) throws Exception {
    assumeFalse(signal.equals("INT") && interruptIsIgnored(), "children inherit that");
    try (var jvm = Jvm.run(directory, GOOD).awaitReady();
        var client = HttpClient.newHttpClient()) {
      var port = trafficPort(jvm);
      var answer = client.sendAsync(request(port, "/"), HttpResponse.BodyHandlers.ofString());
      await().until(() -> jvm.out().toString().contains("asked"));

      jvm.kill(signal);

      await().until(() -> jvm.status("/health/ready") == 503);
      assertThat(jvm.status("/health/live")).isEqualTo(200);
      await().until(() -> jvm.info().encode().contains("\"state\":\"DRAINING\""));
      assertThat(answer).as("still in flight").isNotDone();
      client.send(request(port, "/release"), HttpResponse.BodyHandlers.discarding());
      assertThat(answer.get().body()).isEqualTo("done");
      assertThat(jvm.awaitExit()).isZero();
      assertThat(jvm.err()).isEmpty();
      assertLog(jvm.out());
    }
  }

  /** A shell lets what it runs in the background ignore Ctrl-C. */
  private static boolean interruptIsIgnored() throws IOException {
    var status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
  }

  private static int trafficPort(Jvm jvm) throws IOException, InterruptedException {
    return jvm.info().getJsonArray("parts").getJsonObject(0).getInteger("port");
  }

  private static HttpRequest request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
        .build();
  }

  private static void assertLog(List<String> lines) {
    var parsed = lines.stream().map(JsonObject::new).toList();
    assertThat(parsed)
        .extracting(line -> line.getString("message"))
        .contains("stopping", "stopped");
    for (var line : parsed) {
      assertThat(Instant.parse(line.getString("@timestamp"))).isNotNull();
      assertThat(line.getString("level")).isEqualTo("INFO");
      assertThat(line.getString("service")).isEqualTo("probe");
      assertThat(line.getString("instance")).isEqualTo("probe-1");
      assertThat(line.fieldNames()).contains("logger", "thread");
    }
    var asked = parsed.stream().filter(line -> line.getString("message").equals("asked")).toList();
    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().getString("traceId")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(asked.getFirst().getString("spanId")).matches("[0-9a-f]{16}");
  }

  @Test
  void workThatNeverEndsIsLeftWhenTheGraceIsOver() throws IOException, InterruptedException {
    try (var jvm = Jvm.run(directory, GOOD.replace("10s", "400ms")).awaitReady();
        var client = HttpClient.newHttpClient()) {
      var answer =
          client.sendAsync(request(trafficPort(jvm), "/"), HttpResponse.BodyHandlers.ofString());
      await().until(() -> jvm.out().toString().contains("asked"));
      long start = System.nanoTime();

      jvm.kill("TERM");

      assertThat(jvm.awaitExit()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      await().untilAsserted(() -> assertThat(answer).isCompletedExceptionally());
      assertThat(jvm.out().toString()).contains("stopping goes on without: requests in flight");
    }
  }
}
