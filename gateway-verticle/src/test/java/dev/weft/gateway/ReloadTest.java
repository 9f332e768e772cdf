package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Route and service files that change while the gateway runs. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ReloadTest {
  private static TestGateway gateway(TestService service, String routes) {
    return TestGateway.files()
        .service("s", service)
        .config("reload: 20ms\n")
        .routes(routes)
        .start();
  }

  private static String route(String path, String to) {
    return "GET %s:\n  calls:\n    a: { service: s, get: \"%s\" }\n".formatted(path, to);
  }

  private static void write(TestGateway gateway, String file, String text) throws IOException {
    TestGateway.Configured.write(gateway.directory.resolve(file), text);
  }

  private static String management(TestGateway gateway, String path)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + gateway.node.managementPort() + path);
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void aChangedRouteIsServedAndOneThatIsGoneIsNot() throws Exception {
    try (var service = TestService.json("1");
        var gateway = gateway(service, route("/old", "/x"))) {
      write(gateway, "routes/more/new.yaml", route("/new", "/x"));
      await().until(() -> gateway.get("/new").statusCode() == 200);
      assertThat(gateway.get("/old").statusCode()).isEqualTo(200);
      Files.delete(gateway.directory.resolve("routes/routes.yaml"));
      await().until(() -> gateway.get("/old").statusCode() == 404);
      assertThat(gateway.get("/new").statusCode()).isEqualTo(200);
      assertThat(management(gateway, "/metrics"))
          .contains("weft_gateway_reloads_total{outcome=\"taken\"} 2.0");
    }
  }

  @Test
  void wrongFilesChangeNothingAndAreToldUntilTheyAreRight() throws Exception {
    try (var service = TestService.json("1");
        var gateway = gateway(service, route("/old", "/x"))) {
      var wrong = route("/new", "/{nothing}") + "GET /other: { calls: {}, anser: 1 }\n";
      write(gateway, "routes/new.yaml", wrong);
      write(gateway, "routes/routes.yaml", route("/changed", "/x"));
      await()
          .until(
              () -> {
                try {
                  return management(gateway, "/health/ready").contains("have mistakes");
                } catch (IOException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(management(gateway, "/health/ready"))
          .contains("\"status\":\"UP\"")
          .contains("new.yaml:3:")
          .contains("nothing")
          .contains("and 1 more");
      assertThat(management(gateway, "/metrics"))
          .contains("weft_gateway_reload_mistakes 2.0")
          .contains("weft_gateway_reloads_total{outcome=\"refused\"}");
      assertThat(gateway.get("/old").statusCode()).isEqualTo(200);
      assertThat(gateway.get("/changed").statusCode()).isEqualTo(404);

      write(gateway, "routes/new.yaml", route("/new", "/x"));
      await().until(() -> gateway.get("/new").statusCode() == 200);
      assertThat(management(gateway, "/health/ready")).doesNotContain("have mistakes");
      assertThat(management(gateway, "/metrics")).contains("weft_gateway_reload_mistakes 0.0");
    }
  }

  @Test
  void requestsUnderWayEndOnTheOldPlan() throws Exception {
    var arrived = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    try (var service =
            TestService.answering(
                (request, reply) -> {
                  if (request.uri().equals("/slow") && arrived.getCount() > 0) {
                    arrived.countDown();
                    goOn.await();
                  }
                  reply.json(200, "\"" + request.uri() + "\"");
                });
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var gateway =
            gateway(
                service,
                """
                GET /x:
                  calls:
                    first: { service: s, get: /slow }
                    then: { service: s, get: "/then/old?f={first}" }
                """)) {
      Future<HttpResponse<String>> slow = threads.submit(() -> gateway.get("/x"));
      arrived.await();
      write(gateway, "routes/routes.yaml", route("/x", "/new"));
      await().until(() -> gateway.get("/x").body().contains("/new"));
      goOn.countDown();
      assertThat(slow.get().body())
          .isEqualTo("{\"first\":\"/slow\",\"then\":\"/then/old?f=%2Fslow\"}");
    }
  }

  @Test
  void reloadsUnderLoadLoseNoRequestAndKeepTheConnectionsOfServices() throws Exception {
    var over = new AtomicBoolean();
    var last = new AtomicReference<>("");
    TestService.Behaviour noting =
        (request, reply) -> {
          last.set(request.uri());
          reply.json(200, "1");
        };
    try (var service = TestService.answering(noting);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var gateway = gateway(service, route("/x", "/0"))) {
      var clients = List.of(1, 2, 3, 4);
      var running = clients.stream().map(_ -> threads.submit(() -> load(gateway, over))).toList();
      for (int i = 1; i <= 10; i++) {
        var now = "/" + i;
        write(gateway, "routes/routes.yaml", route("/x", now));
        await().until(() -> now.equals(last.get()));
        service.received.clear();
      }
      over.set(true);
      for (var client : running) {
        assertThat(client.get()).isPositive();
      }
      // Each of two event loops has at most one for each request at a time.
      assertThat(service.open.get()).isLessThanOrEqualTo(2 * clients.size());
    }
  }

  /** How many requests were answered, all of them with 200. */
  private static int load(TestGateway gateway, AtomicBoolean over) {
    int count = 0;
    while (!over.get()) {
      var answer = gateway.get("/x");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      count++;
    }
    return count;
  }

  @Test
  void aChangedServiceFileMovesTheServiceAndLeavesTheOthersConnected() throws Exception {
    try (var one = TestService.json("1");
        var two = TestService.json("2");
        var stays = TestService.json("3");
        var gateway =
            TestGateway.files()
                .service("s", one)
                .service("stays", stays)
                .config("reload: 20ms\n")
                .routes(
                    route("/x", "/x")
                        + "GET /stays:\n  calls:\n    a: { service: stays, get: /y }\n")
                .start()) {
      assertThat(gateway.get("/x").body()).isEqualTo("{\"a\":1}");
      assertThat(gateway.get("/stays").body()).isEqualTo("{\"a\":3}");
      write(gateway, "services/s.yaml", "instances: [{ address: \"" + two.address() + "\" }]\n");
      await().until(() -> gateway.get("/x").body().equals("{\"a\":2}"));
      assertThat(gateway.get("/stays").body()).isEqualTo("{\"a\":3}");
      assertThat(stays.open.get()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void anOpenBreakerOutlastsAChangeOfAddressesAndGoesWithTheLastRoute() throws Exception {
    try (var one = TestService.answering((_, reply) -> reply.json(500, "{}"));
        var two = TestService.json("2");
        var stays = TestService.json("3");
        var gateway =
            TestGateway.files()
                .serviceFile("s", failing(one))
                .service("stays", stays)
                .config("reload: 20ms\n")
                .routes(route("/x", "/x"))
                .start()) {
      assertThat(gateway.get("/x").statusCode()).isEqualTo(502);
      assertThat(gateway.get("/x").statusCode()).isEqualTo(503);
      write(gateway, "services/s.yaml", failing(two));
      await().until(() -> taken(gateway) == 1);
      assertThat(gateway.get("/x").statusCode()).isEqualTo(503);
      assertThat(gateway.count("weft.gateway.breakers.open")).isEqualTo(1);
      write(
          gateway, "routes/routes.yaml", "GET /y: { calls: { a: { service: stays, get: /y } } }\n");
      await().until(() -> taken(gateway) == 2);
      assertThat(gateway.count("weft.gateway.breakers.open")).isZero();
    }
  }

  private static String failing(TestService service) {
    return "breaker: { failures: 1, open: 1m }\ninstances: [{ address: \"%s\" }]\n"
        .formatted(service.address());
  }

  private static double taken(TestGateway gateway) {
    var counter =
        gateway.node.meters().find("weft.gateway.reloads").tag("outcome", "taken").counter();
    return counter == null ? 0 : counter.count();
  }

  @Test
  void theTurnOfAConfigMapsLinkIsNoticed(@TempDir Path mount) throws Exception {
    try (var service = TestService.json("1")) {
      version(mount, "..2026_1", route("/one", "/x"));
      Files.createSymbolicLink(mount.resolve("..data"), Path.of("..2026_1"));
      Files.createSymbolicLink(mount.resolve("r.yaml"), Path.of("..data/r.yaml"));
      try (var gateway =
          TestGateway.files()
              .service("s", service)
              .routesAt(mount)
              .config("reload: 20ms\n")
              .start()) {
        assertThat(gateway.get("/one").statusCode()).isEqualTo(200);
        version(mount, "..2026_2", route("/two", "/x"));
        Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..2026_2"));
        Files.move(
            mount.resolve("..data_tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        await().until(() -> gateway.get("/two").statusCode() == 200);
        assertThat(gateway.get("/one").statusCode()).isEqualTo(404);
      }
    }
  }

  private static void version(Path mount, String name, String routes) throws IOException {
    TestGateway.Configured.write(mount.resolve(name).resolve("r.yaml"), routes);
  }

  @Test
  void aFileIsNotTakenWhileItIsBeingWritten(@TempDir Path directory) throws IOException {
    var watch = new FileWatch(List.of(directory));
    assertThat(watch.takeChange()).isFalse();
    for (int half = 0; half < 3; half++) {
      Files.writeString(directory.resolve("r.yaml"), "half " + half);
      assertThat(watch.takeChange()).isFalse();
    }
    assertThat(watch.takeChange()).isTrue();
    assertThat(watch.takeChange()).isFalse();
  }
}
