package dev.weft.kit.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.CallTokenConfig;
import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.HttpConfig;
import dev.weft.kit.ServiceConfig;
import dev.weft.kit.ServiceHandle;
import dev.weft.kit.ServiceRuntime;
import dev.weft.node.ManagementConfig;
import dev.weft.node.Node;
import dev.weft.node.NodeConfig;
import dev.weft.node.NodeInfo;
import dev.weft.stack.embedded.SharedDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ReviewsServiceTest {

  private final HttpClient client = HttpClient.newHttpClient();

  // region start
  private static Node node;
  private static ServiceHandle reviews;

  @BeforeAll
  static void start() {
    var database = SharedDatabase.fresh("reviews");
    var config =
        new ServiceConfig(
            new NodeConfig(
                null, "test", new ManagementConfig("127.0.0.1", 0), null, Duration.ofSeconds(5)),
            HttpConfig.anyPort(),
            DatabaseConfig.of(
                database.host(),
                database.port(),
                database.name(),
                database.user(),
                database.password()),
            null,
            CallTokenConfig.notRequired());
    node = Node.start(config.node(), new NodeInfo("reviews", "test"));
    reviews = ServiceRuntime.start(node, new ReviewsService(), config);
  }

  @AfterAll
  static void stop() {
    node.stop().await();
  }

  // endregion

  // region test
  @Test
  void aReviewThatWasWrittenCanBeRead() throws Exception {
    var written = post("{\"productId\":1,\"stars\":5,\"text\":\"Berries!\"}");

    assertThat(written.statusCode()).isEqualTo(201);
    var location = written.headers().firstValue("Location").orElseThrow();
    assertThat(get(location).body())
        .isEqualTo(written.body())
        .contains("\"product\":\"Washington Berry Juice\"");
  }

  // endregion

  @Test
  void theNewestReviewsOfAProductComeFirst() throws Exception {
    post("{\"productId\":2,\"stars\":1}");
    post("{\"productId\":2,\"stars\":2}");

    assertThat(get("/reviews?product=2&limit=1").body()).contains("\"stars\":2");
    assertThat(get("/reviews?product=2").body()).contains("\"stars\":1");
    assertThat(get("/reviews").statusCode()).isEqualTo(400);
    assertThat(get("/reviews/0").statusCode()).isEqualTo(404);
  }

  @Test
  void whatCannotBeWrittenIsToldWithItsPlace() throws Exception {
    assertThat(post("{\"productId\":1,\"stars\":6}").body())
        .contains("\"code\":\"invalid-value\"")
        .contains("stars must be from 1 to 5");
    var unknown = post("{\"productId\":77,\"stars\":1}");
    assertThat(unknown.statusCode()).isEqualTo(422);
    assertThat(unknown.body())
        .contains("\"code\":\"unknown-product\"")
        .contains("\"pointer\":\"/productId\"");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String json) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri("/reviews"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + reviews.httpPort() + path);
  }
}
