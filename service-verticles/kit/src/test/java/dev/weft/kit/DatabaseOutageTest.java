package dev.weft.kit;

import static dev.weft.kit.TestHost.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.messaging.TcpProxy;
import dev.weft.stack.embedded.SharedDatabase;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DatabaseOutageTest {

  private static final String NOTE = "{\"text\":\"%s\",\"price\":1,\"tags\":[]}";

  private final Vertx vertx = Vertx.vertx();
  private DatabaseConfig direct;
  private TcpProxy road;
  private TestHost host;

  @BeforeEach
  void start() throws Exception {
    var fresh = SharedDatabase.fresh("outage");
    road = TcpProxy.to(vertx, fresh.port());
    direct =
        DatabaseConfig.of(fresh.host(), fresh.port(), fresh.name(), fresh.user(), fresh.password());
    host =
        TestHost.start(
            new NotesService(),
            new DatabaseConfig(
                "127.0.0.1",
                road.port(),
                direct.name(),
                direct.user(),
                direct.password(),
                4,
                Duration.ofSeconds(2),
                Duration.ofMillis(500)));
  }

  @AfterEach
  void stop() {
    host.close();
    vertx.close().await();
  }

  @Test
  void aDatabaseThatIsAwayIs503UntilItIsBack() throws Exception {
    assertThat(host.post("/notes", NOTE.formatted("before")).statusCode()).isEqualTo(201);
    road.refuse(true);

    assertUnavailable(host.get("/notes"));
    assertUnavailable(host.post("/notes", NOTE.formatted("meanwhile")));
    assertThat(host.get("/echo/x").statusCode()).as("needs no database").isEqualTo(200);
    Awaitility.await().until(() -> host.management("/health/ready").statusCode() == 503);
    assertThat(host.management("/health/live").statusCode()).isEqualTo(200);

    road.refuse(false);
    Awaitility.await().until(() -> host.management("/health/ready").statusCode() == 200);
    assertThat(host.post("/notes", NOTE.formatted("after")).statusCode()).isEqualTo(201);
    assertThat(host.get("/notes").body())
        .contains("before")
        .contains("after")
        .doesNotContain("meanwhile");
  }

  @Test
  void aDatabaseThatSaysNothingIs503InBoundedTime() throws Exception {
    assertThat(host.get("/notes").statusCode()).isEqualTo(200);
    road.silent(true);
    long began = System.nanoTime();

    assertUnavailable(host.get("/notes"));
    assertUnavailable(host.post("/notes", NOTE.formatted("lost")));

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    road.silent(false);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> host.get("/notes").statusCode() == 200);
  }

  @Test
  void aConnectionThatIsKilledUnderARequestIs503AndReplaced() throws Exception {
    var answer = host.client().sendAsync(host.request("/slow").build(), BodyHandlers.ofString());
    Awaitility.await().until(() -> kill("pg_sleep"));

    assertUnavailable(answer.get());
    assertThat(host.get("/notes").statusCode()).isEqualTo(200);
  }

  @Test
  void requestsThatHaveTheWholePoolMakeNoServiceUnready() throws Exception {
    var small =
        new DatabaseConfig(
            direct.host(),
            direct.port(),
            direct.name(),
            direct.user(),
            direct.password(),
            1,
            Duration.ofMillis(200),
            Duration.ofSeconds(20));
    try (var busy = TestHost.start(new NotesService(), small)) {
      var answer = busy.client().sendAsync(busy.request("/slow").build(), BodyHandlers.ofString());
      Awaitility.await().until(() -> busy.get("/notes").statusCode() == 503);

      Awaitility.await()
          .during(Duration.ofMillis(1_500))
          .atMost(Duration.ofSeconds(4))
          .until(() -> busy.management("/health/ready").statusCode() == 200);
      kill("pg_sleep");
      answer.get();
    }
  }

  private boolean kill(String statement) throws Exception {
    var url = "jdbc:postgresql://" + direct.host() + ":" + direct.port() + "/" + direct.name();
    try (var connection = DriverManager.getConnection(url, direct.user(), direct.password());
        var query =
            connection.prepareStatement(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE query LIKE '%' || ? || '%' AND pid <> pg_backend_pid()")) {
      query.setString(1, statement);
      try (var rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void assertUnavailable(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(header(answer, "Retry-After")).isEqualTo("1");
    assertThat(answer.body())
        .contains("\"code\":\"database-unavailable\"")
        .doesNotContain("Exception");
  }
}
