package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.stack.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of one local stack, told in order, because loading FoodMart takes a while: first start,
 * second start, death, start again, stop.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LocalStackIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path directory = Path.of("unset");

  private static String placedOrder = "";

  private static Cli cli = Cli.withOwnConf(directory);

  @BeforeAll
  static void makeHome() throws IOException {
    cli = Cli.on(Files.createDirectory(directory.resolve("a home")));
  }

  @AfterAll
  static void stopWhatIsLeft() throws Exception {
    cli.run("down");
  }

  @Test
  @Order(1)
  void theFirstStartInTheBackgroundReturnsWhenAllIsLoaded() throws Exception {
    Cli.Result up = cli.run("up", "--detach");

    assertThat(up.status()).describedAs(up.err()).isZero();
    assertThat(up.out()).contains("http://127.0.0.1:").contains("curl ");
    assertThat(up.err()).contains("PostgreSQL").contains("loading FoodMart");
    assertThat(cli.home().resolve(".weft/loaded")).exists();
    assertThat(Files.readString(stackHome().log()))
        .contains("starting PostgreSQL and the broker")
        .containsPattern("loading FoodMart: [0-9]+ of [0-9]+")
        .containsPattern("telling each service what it needs to know: [0-9]+ of [0-9]+");
  }

  @Test
  @Order(2)
  void theStatusNamesEveryPartWithItsVersionAndUrl() throws Exception {
    JsonNode status = status(0);

    assertThat(status.path("state").asText()).isEqualTo("up");
    assertThat(StreamSupport.stream(status.path("parts").spliterator(), false))
        .allSatisfy(
            part -> {
              assertThat(part.path("state").asText()).isEqualTo("up");
              assertThat(part.path("version").asText()).isNotBlank().isNotEqualTo("null");
              assertThat(part.path("url").asText()).contains("://127.0.0.1:");
            })
        .extracting(part -> part.path("name").asText())
        .containsExactlyInAnyOrder(
            "gateway",
            "customers",
            "catalogue",
            "orders",
            "stock",
            "payments",
            "database",
            "broker");
  }

  @Test
  @Order(3)
  void readyMeansThatOrdersAndPaymentsKnowTheLastCustomerAndProduct() throws Exception {
    assertThat(get("/customers/10281/overview").path("account").path("customerId").asInt())
        .isEqualTo(10281);

    HttpResponse<String> answer = order("{\"productId\": 1560, \"quantity\": 1}");

    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(201);
    placedOrder = answer.headers().firstValue("Location").orElseThrow();
  }

  @Test
  @Order(4)
  void aSecondUpSaysWhereTheFirstOneAnswers() throws Exception {
    Cli.Result foreground = cli.run("up");
    assertThat(foreground.status()).isEqualTo(1);
    assertThat(foreground.out()).contains("already up").contains(url());

    Cli.Result background = cli.run("up", "--detach");
    assertThat(background.status()).isZero();
    assertThat(background.out()).contains("already up").contains(url());
  }

  @Test
  @Order(5)
  void resetRefusesWhileItRuns() throws Exception {
    assertThat(cli.run("reset", "--yes").status()).isEqualTo(1);
    assertThat(status(0).path("state").asText()).isEqualTo("up");
  }

  @Test
  @Order(6)
  void afterSigkillTheNextStartIsFastAndHasEverything() throws Exception {
    ProcessHandle process = process();
    process.destroyForcibly();
    process.onExit().join();
    assertThat(cli.run("status").status()).isEqualTo(3);

    long begin = System.nanoTime();
    Cli.Result up = cli.run("up", "--detach");
    Duration took = Duration.ofNanos(System.nanoTime() - begin);

    assertThat(up.status()).describedAs(up.err()).isZero();
    assertThat(up.err()).doesNotContain("loading FoodMart");
    System.out.println("started again in " + took);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(get(placedOrder).path("order").path("status").asText())
                    .isEqualTo("CONFIRMED"));
  }

  @Test
  @Order(7)
  void downStopsEverythingAndSaysSoWhenThereIsNothingToStop() throws Exception {
    ProcessHandle process = process();
    Cli.Result down = cli.run("down");

    assertThat(down.status()).isZero();
    assertThat(down.out()).isEqualTo("Stopped.\n");
    assertThat(process.isAlive()).isFalse();
    assertThat(cli.home().resolve(".weft/postgres/cluster/postmaster.pid")).doesNotExist();
    assertThat(cli.run("down").out()).isEqualTo("Nothing was running.\n");
    status(3);
  }

  @Test
  @Order(8)
  void aTakenPortIsOneSentenceThatSaysHowToMoveIt() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String port = Integer.toString(other.getLocalPort());
      Cli.Result foreground = cli.run("up", "--port", port);
      assertThat(foreground.status()).isEqualTo(1);
      assertThat(foreground.err()).contains("port " + port).contains("--port");

      Cli.Result background = cli.run("up", "--detach", "--port", port);
      assertThat(background.status()).isEqualTo(1);
      assertThat(background.err()).contains("port " + port).contains("weft.log");
    }
  }

  @Test
  @Order(9)
  void inTheForegroundItRunsUntilCtrlC() throws Exception {
    Interrupts.assumeHeard();
    Process up = cli.start("up");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> RunFile.running(stackHome()).filter(run -> !run.url().isEmpty()).isPresent());
    assertThat(get("/customers/1/overview").path("customer").path("id").asInt()).isEqualTo(1);

    new ProcessBuilder("kill", "-INT", Long.toString(up.pid())).start().waitFor();

    String output = Cli.read(up);
    assertThat(up.waitFor()).describedAs(output).isZero();
    assertThat(output).contains("curl ").contains("Ctrl-C");
    assertThat(cli.home().resolve(".weft/postgres/cluster/postmaster.pid")).doesNotExist();
    assertThat(stackHome().runFile()).doesNotExist();
  }

  @Test
  @Order(10)
  void ctrlCWhilePostgresqlStartsLeavesNothingRunning() throws Exception {
    Interrupts.assumeHeard();
    Path server = cli.home().resolve(".weft/postgres/cluster/postmaster.pid");
    Process up = cli.startAsTerminalJob("up");
    await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(server));

    // A terminal sends it to the whole job.
    new ProcessBuilder("kill", "-INT", "--", "-" + up.pid()).start().waitFor();

    String output = Cli.read(up);
    assertThat(up.waitFor()).describedAs(output).isNotZero();
    assertThat(server).doesNotExist();
    assertThat(stackHome().runFile()).doesNotExist();
  }

  @Test
  @Order(11)
  void resetDeletesTheDataButNotTheConfiguration() throws Exception {
    assertThat(cli.run("reset").status()).isEqualTo(1);
    assertThat(cli.home().resolve(".weft")).exists();

    assertThat(cli.run("reset", "--yes").status()).isZero();

    assertThat(cli.home().resolve(".weft")).doesNotExist();
    assertThat(cli.home().resolve("conf/broker/broker.xml")).exists();
    EmbeddedDatabase.stopLeftOver(cli.home().resolve(".weft/postgres"));
  }

  private static HttpResponse<String> order(String line) throws Exception {
    String body = "{\"customerId\": 10281, \"storeId\": 1, \"lines\": [%s]}".formatted(line);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + "/orders"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static JsonNode get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url()).resolve(path)).build();
    HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static JsonNode status(int expected) throws Exception {
    Cli.Result status = cli.run("status", "--json");
    assertThat(status.status()).describedAs(status.out() + status.err()).isEqualTo(expected);
    return JSON.readTree(status.out());
  }

  private static String url() {
    return RunFile.running(stackHome()).orElseThrow().url();
  }

  private static ProcessHandle process() {
    return RunFile.running(stackHome()).flatMap(RunFile::process).orElseThrow();
  }

  private static StackHome stackHome() {
    return new StackHome(cli.home());
  }
}
