package dev.weft.kit.messaging.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.messaging.TestDatabase;
import dev.weft.node.ManagementConfig;
import dev.weft.node.Node;
import dev.weft.node.NodeConfig;
import dev.weft.node.NodeInfo;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asking for a replay over the management port. */
final class ReplayRoutesTest {

  private final Node node =
      Node.start(
          new NodeConfig(
              null, "default", new ManagementConfig("127.0.0.1", 0), null, Duration.ofSeconds(20)),
          new NodeInfo("test", "1"));
  private final TestDatabase database = TestDatabase.fresh(node.vertx());
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    node.stop().await();
  }

  @Test
  void whoAsksGetsANumberAndSeesHowFarItIs() throws Exception {
    mount(true);
    published("t.A");

    var asked =
        ask(
            """
            {"type": "t.A", "service": "stock", "since": "2026-11-25T00:00:00Z", "by": "ada"}\
            """);
    database.execute("UPDATE weft_replay_partition SET sent = 2, done_at = now()");

    assertThat(asked.statusCode()).isEqualTo(200);
    var listed = json(send(HttpRequest.newBuilder(uri()))).getJsonArray("replays").getJsonObject(0);
    assertThat(listed.getLong("id")).isEqualTo(json(asked).getLong("id"));
    assertThat(listed.getString("type")).isEqualTo("t.A");
    assertThat(listed.getString("service")).isEqualTo("stock");
    assertThat(listed.getString("since")).isEqualTo("2026-11-25T00:00:00Z");
    assertThat(listed.getString("askedBy")).isEqualTo("ada");
    assertThat(listed.getLong("sent")).isEqualTo(32);
    assertThat(listed.getBoolean("done")).isTrue();
  }

  @Test
  void whatIsMissingOrNoTimeIsSaid() throws Exception {
    mount(true);

    assertThat(detail(ask("{\"type\": \"t.A\", \"service\": \"stock\"}")))
        .isEqualTo("\"since\" is missing");
    assertThat(detail(ask("{\"since\": \"2026-11-25T00:00:00Z\", \"service\": \"stock\"}")))
        .isEqualTo("\"type\" is missing");
    assertThat(detail(ask("{\"since\": \"yesterday\"}")))
        .isEqualTo("\"since\" must be a time such as 2026-11-25T00:00:00Z");
    assertThat(database.count("SELECT count(*) FROM weft_replay")).isZero();
  }

  @Test
  void aTypeThatTheServiceNeverSentIsRefused() throws Exception {
    mount(true);
    published("t.A");

    var refused =
        ask("{\"type\": \"t.B\", \"service\": \"stock\", \"since\": \"2026-11-25T00:00:00Z\"}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(detail(refused)).isEqualTo("orders has sent nothing of type t.B");
    assertThat(database.count("SELECT count(*) FROM weft_replay")).isZero();
  }

  @Test
  void aReplayCanBeCancelledOnce() throws Exception {
    mount(true);
    published("t.A");
    var id =
        json(ask(
                """
                {"type": "t.A", "service": "stokc", "since": "2026-11-25T00:00:00Z"}\
                """))
            .getLong("id");

    assertThat(cancel("" + id).statusCode()).isEqualTo(200);
    assertThat(database.count("SELECT count(*) FROM weft_replay_partition")).isZero();
    assertThat(cancel("" + id).statusCode()).isEqualTo(404);
    assertThat(detail(cancel("x"))).isEqualTo("the id must be a whole number");
  }

  private void published(String type) {
    database.execute(
        "INSERT INTO weft_published (type, count, last_at) VALUES ($1, 1, now())", type);
  }

  private HttpResponse<String> cancel(String id) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(uri() + "/" + id)).DELETE());
  }

  @Test
  void aServiceThatKeepsNothingSaysSo() throws Exception {
    mount(false);

    var refused = ask("{}");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(detail(refused))
        .isEqualTo("messages.keep is not set: nothing is kept to be sent again");
  }

  private void mount(boolean keeps) {
    ReplayRoutes.mount(node.managementRoutes(), "orders", database.admin(), keeps);
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + node.managementPort() + "/messages/orders/replays");
  }

  private HttpResponse<String> ask(String body) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri()).POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  private static String detail(HttpResponse<String> refused) {
    return json(refused).getString("detail");
  }
}
