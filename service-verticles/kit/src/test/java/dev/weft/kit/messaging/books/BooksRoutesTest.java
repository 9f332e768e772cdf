package dev.weft.kit.messaging.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.Handling;
import dev.weft.kit.TestHost;
import dev.weft.kit.messaging.Stage;
import dev.weft.node.Node;
import dev.weft.node.NodeInfo;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening books over the management port. */
final class BooksRoutesTest {

  private static final String SUBSCRIPTION = "foodmart.orders.OrderPlaced::stock";

  @TempDir private Path directory;
  private final Node node = Node.start(TestHost.nodeConfig(), new NodeInfo("stock", "test"));
  private final HttpClient client = HttpClient.newHttpClient();
  private Stage stage;

  @BeforeEach
  void start() {
    stage = new Stage(directory);
  }

  /** A reader whose books are at rest when they have not changed for so long. */
  private void reader(Duration still) {
    var settings = new BooksSettings(Duration.ofMillis(50), still, Duration.ofMinutes(5));
    var reader = stage.stockService().books(settings).failing(Handling.SKIP, _ -> false);
    stage.start(reader).messaging().mount(node.managementRoutes());
  }

  @AfterEach
  void stop() {
    client.close();
    node.stop().await();
    stage.close();
  }

  @Test
  void booksAreOpenedAtRestOnly() throws Exception {
    var ask = JsonObject.of("subscription", SUBSCRIPTION, "by", "ann");
    reader(Duration.ofHours(1));

    // Until the broker is there and a publisher is heard, that is the reason.
    Stage.eventually(
        () -> detail(open(ask)).endsWith(": something moves, ask again when nothing does"));

    var refused = open(ask);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(detail(refused))
        .startsWith("the books of " + SUBSCRIPTION + " can not be opened now");
    assertThat(opened()).isZero();
  }

  @Test
  void booksThatAreOpenedAnswerWhich() throws Exception {
    reader(Duration.ofMillis(400));
    var ask = JsonObject.of("subscription", SUBSCRIPTION, "by", "ann");

    Stage.eventually(() -> open(ask).statusCode() == 200);

    assertThat(open(ask).body()).isEqualTo("{\"opened\":\"" + SUBSCRIPTION + "\"}");
  }

  @Test
  void whatIsMissingOrUnknownIsSaid() throws Exception {
    reader(Duration.ofMillis(400));
    for (var incomplete :
        new JsonObject[] {
          JsonObject.of("subscription", SUBSCRIPTION),
          JsonObject.of("by", "ann"),
          JsonObject.of("subscription", SUBSCRIPTION, "by", " "),
          JsonObject.of("subscription", 1, "by", "ann")
        }) {
      var refused = open(incomplete);
      assertThat(refused.statusCode()).as(incomplete.encode()).isEqualTo(400);
      assertThat(detail(refused))
          .isEqualTo("\"subscription\" must say which, \"by\" who does it, for the audit");
    }

    var unknown = open(JsonObject.of("subscription", "t.A::stock", "by", "ann"));
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(detail(unknown)).contains("t.A::stock");
    assertThat(opened()).isZero();
  }

  private long opened() {
    return stage
        .stock()
        .count("SELECT count(*) FROM weft_book_audit WHERE act = 'open' AND who LIKE 'ann from %'");
  }

  private HttpResponse<String> open(JsonObject body) throws IOException, InterruptedException {
    var uri = "http://127.0.0.1:" + node.managementPort() + "/books/stock/open";
    var request = HttpRequest.newBuilder(URI.create(uri));
    return client.send(
        request.POST(BodyPublishers.ofString(body.encode())).build(), BodyHandlers.ofString());
  }

  private static String detail(HttpResponse<String> refused) {
    return new JsonObject(refused.body()).getString("detail");
  }
}
