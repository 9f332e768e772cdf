package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.stack.embedded.DirectoryLock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class WeftCommandTest {

  @TempDir Path root = Path.of("unset");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void useAHomeOfOnesOwn() {
    System.setProperty("weft.home", root.toString());
  }

  @AfterEach
  void forgetIt() {
    System.clearProperty("weft.home");
  }

  @Test
  void anUnknownCommandIsNamedWithTheNearestAndExits2() {
    assertThat(run("stauts")).isEqualTo(2);
    assertThat(err.toString()).contains("stauts").contains("status");
  }

  @Test
  void anUnknownOptionIsNamedAndExits2() {
    assertThat(run("up", "--prot", "8081")).isEqualTo(2);
    assertThat(err.toString()).contains("--prot");
  }

  @Test
  void aPortThatIsNoPortExits2() {
    assertThat(run("up", "--port", "70000")).isEqualTo(2);
    assertThat(err.toString()).contains("70000");
    assertThat(run("up", "--port", "eighty")).isEqualTo(2);
    assertThat(root.resolve(".weft")).doesNotExist();
  }

  @Test
  void noCommandAtAllShowsHowToUseIt() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: weft").contains("up").contains("down");
  }

  @Test
  void helpAndVersionExit0() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("up", "down", "status", "check", "graph", "messages", "dead-letters")
        .contains("sagas", "books", "reset");
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("weft ").contains("java 25");
  }

  @Test
  void statusOfNothingExits3InBothForms() {
    assertThat(run("status")).isEqualTo(3);
    assertThat(out.toString()).contains("not running").contains("./weft up");
    assertThat(run("status", "--json")).isEqualTo(3);
    assertThat(out.toString()).contains("\"state\" : \"down\"").contains("\"parts\" : [ ]");
  }

  @Test
  void downWithNothingRunningSaysSo() {
    assertThat(run("down")).isZero();
    assertThat(out.toString()).isEqualTo("Nothing was running.\n");
  }

  @Test
  void downAfterAKilledStackIsNotFooledByItsFile() throws Exception {
    Files.createDirectories(root.resolve(".weft"));
    long pid = ProcessHandle.current().pid();
    new RunFile(pid, Instant.EPOCH.plusSeconds(1), "u", "m").write(root.resolve(".weft/run"));

    assertThat(run("down")).isZero();
    assertThat(out.toString()).isEqualTo("Nothing was running.\n");
  }

  @Test
  void downStopsTheProcessAndWaitsForItsEnd() throws Exception {
    Files.createDirectories(root.resolve(".weft"));
    Process process = new ProcessBuilder("tail", "-f", "/dev/null").start();
    Instant started = process.info().startInstant().orElseThrow();
    new RunFile(process.pid(), started, "u", "m").write(root.resolve(".weft/run"));

    try (var _ = DirectoryLock.take(root.resolve(".weft"), "the test")) {
      assertThat(run("down")).isZero();
    }
    assertThat(process.isAlive()).isFalse();
    assertThat(out.toString()).isEqualTo("Stopped.\n");
  }

  @Test
  void resetDeletesAllDataWhenToldYes() throws Exception {
    Files.createDirectories(root.resolve(".weft/log"));
    Files.writeString(root.resolve(".weft/log/weft.log"), "x");

    assertThat(run("reset", "--yes")).isZero();
    assertThat(root.resolve(".weft")).doesNotExist();
    assertThat(run("reset", "--yes")).isZero();
    assertThat(out.toString()).endsWith("There is no data.\n");
  }

  @Test
  void resetRefusesWhileTheStackRuns() throws Exception {
    Files.createDirectories(root.resolve(".weft"));
    RunFile.ofThisProcess("u", "m").write(root.resolve(".weft/run"));

    try (var _ = DirectoryLock.take(root.resolve(".weft"), "the test")) {
      assertThat(run("reset", "--yes")).isEqualTo(1);
    }
    assertThat(err.toString()).contains("./weft down");
    assertThat(root.resolve(".weft")).exists();
  }

  @Test
  void deadLettersOfNothingExit3AndSayHowToNameAProcess() {
    assertThat(run("dead-letters", "list")).isEqualTo(3);
    assertThat(err.toString()).contains("./weft up").contains("--url");
    assertThat(run("dead-letters", "redrive", "orders/1")).isEqualTo(3);
    assertThat(run("dead-letters", "list", "--url", "http://127.0.0.1:1")).isEqualTo(1);
    assertThat(err.toString()).contains("no answer from http://127.0.0.1:1");
    assertThat(run("dead-letters")).isEqualTo(2);
    assertThat(err.toString()).contains("redrive").contains("discard");
  }

  private void configure(String gateway, String routes) throws Exception {
    Files.createDirectories(root.resolve("conf/routes"));
    Files.writeString(root.resolve("conf/gateway.yaml"), gateway);
    Files.writeString(root.resolve("conf/routes/r.yaml"), routes);
  }

  private static final String GATEWAY =
      """
      node: { management: { port: 0 } }
      routes: routes
      known: [orders]
      """;

  @Test
  void checkTellsTheMistakesOfAllFilesAtOnceAndExits2() throws Exception {
    configure(
        GATEWAY + "limts: { body: 1MB }\n",
        "GET /a:\n  calls:\n    a: { service: ordrs, get: /x }\n");

    assertThat(run("check")).isEqualTo(2);
    assertThat(out.toString())
        .contains("gateway.yaml:4:1: limts: there is no such key (did you mean \"limits\"?)")
        .contains("r.yaml:3:19: GET /a.calls.a.service: there is no service \"ordrs\"")
        .endsWith("2 mistakes\n");
    assertThat(run("check", "--json", root.resolve("conf").toString())).isEqualTo(2);
    assertThat(out.toString())
        .contains("\"line\" : 3", "\"column\" : 19", "\"nearest\" : \"orders\"");
    assertThat(run("graph")).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean \"orders\"?");
  }

  @Test
  void checkOfRightFilesExits0AndWarnsOfMocks() throws Exception {
    configure(
        GATEWAY, "GET /a:\n  calls:\n    a: { service: later, get: /x, mock: { body: 1 } }\n");

    assertThat(run("check", root.resolve("conf/gateway.yaml").toString())).isZero();
    assertThat(out.toString())
        .contains("warning: ", "r.yaml:3:35: GET /a.calls.a.mock: the answer is a mock")
        .endsWith("1 routes, no mistakes\n");
    assertThat(run("check", "--json")).isZero();
    assertThat(out.toString()).contains("\"ok\" : true", "\"mistakes\" : [ ]");
  }

  @Test
  void checkOfAFileThatIsNotThereExits2() {
    assertThat(run("check", root.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(out.toString()).contains("there is no such file");
  }

  @Test
  void messagesAreKeptBesideTheGatewaysFileAndCheckedWithIt() throws Exception {
    configure(GATEWAY, "GET /a:\n  calls:\n    a: { service: orders, get: /x }\n");

    assertThat(run("messages", "write")).isZero();
    assertThat(out.toString())
        .contains("wrote ", "foodmart.orders.OrderPlaced.v1.json", "asyncapi.json");
    assertThat(run("check")).isZero();
    assertThat(out.toString()).endsWith("1 routes, 10 message types, no mistakes\n");

    Path file = root.resolve("conf/messages/foodmart.orders.OrderPlaced.v1.json");
    Files.writeString(file, Files.readString(file).replace("\"customerId\"", "\"buyer\""));
    assertThat(run("check")).isEqualTo(2);
    assertThat(out.toString())
        .contains("OrderPlaced.v1.json:12:5: buyer: orders no longer writes it")
        .contains("customerId: stock needs it, and messages of version 1 do not have it");
    assertThat(run("messages", "write")).isEqualTo(2);
    assertThat(Files.readString(file)).contains("\"buyer\"");
  }

  @Test
  void graphTellsWhichRouteNeedsWhichServices() throws Exception {
    configure(
        GATEWAY,
        """
        GET /a/{id}:
          calls:
            a: { service: orders, get: "/x/{id}" }
            b: { service: orders, get: "/y/{a.id}", optional: true }
        GET /p/**: { pass: { service: orders } }
        """);

    assertThat(run("graph")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            GET /a/{id}
              a -> b
              a: orders GET /x/{id}
              b: orders GET /y/{a.id}, optional
            GET /p/**
              passes to orders
            """);
    assertThat(run("graph", "--format", "dot")).isZero();
    assertThat(out.toString())
        .contains("digraph weft {")
        .contains("\"GET /a/{id}\" -> \"service orders\" [label=\"b\", style=dashed];");
    assertThat(run("graph", "--format=json")).isZero();
    assertThat(out.toString()).contains("\"after\" : [ \"a\" ]", "\"passesTo\" : \"orders\"");
    assertThat(run("graph", "--format=png")).isEqualTo(2);
  }

  private int run(String... args) {
    CommandLine line = WeftCommand.line();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }
}
