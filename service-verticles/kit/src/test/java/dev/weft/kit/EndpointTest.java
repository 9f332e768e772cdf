package dev.weft.kit;

import static dev.weft.kit.TestHost.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {

  private static final NotesService NOTES = new NotesService();
  private static TestHost host;

  @BeforeAll
  static void start() throws Exception {
    host = TestHost.start(NOTES);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Test
  void aWriteIsCommittedWhenItIsAnswered() throws Exception {
    var created =
        host.post("/notes", "{\"text\":\"a\",\"price\":4.2900,\"due\":\"1998-02-03\",\"tags\":[]}");

    assertThat(created.statusCode()).isEqualTo(201);
    var location = header(created, "Location");
    assertThat(location).startsWith("/notes/");
    var read = host.get(location);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(header(read, "Content-Type")).isEqualTo("application/json");
    assertThat(read.body())
        .isEqualTo(created.body())
        .endsWith("\"text\":\"a\",\"price\":4.2900,\"due\":\"1998-02-03\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.2900", "0.0001", "10", "12345678901234.5678", "0.0000"})
  void numbersAreAnsweredWithTheirDigits(String price) throws Exception {
    var created = host.post("/notes", "{\"text\":\"n\",\"price\":" + price + ",\"tags\":[]}");

    assertThat(created.body())
        .contains("\"price\":" + new java.math.BigDecimal(price).setScale(4).toPlainString() + ",");
  }

  @Test
  void aRefusalIsItsProblemAndStoresNothing() throws Exception {
    var before = host.get("/notes?limit=100").body();

    var refused = host.post("/notes", "{\"text\":\"refused\",\"price\":1,\"tags\":[]}");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(header(refused, "Content-Type")).isEqualTo("application/problem+json");
    var problem = new JsonObject(refused.body());
    assertThat(problem.getString("code")).isEqualTo("not-wanted");
    assertThat(problem.getString("pointer")).isEqualTo("/text");
    assertThat(problem.getString("detail")).isEqualTo("this text is not wanted");
    assertThat(problem.getString("traceId")).hasSize(32);
    assertThat(host.get("/notes?limit=100").body()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"/rolled-back, 409", "/swallowed, 500", "/undeclared, 500"})
  void whatDoesNotEndWellStoresNothing(String path, int status) throws Exception {
    var before = host.get("/notes?limit=100").body();

    assertThat(host.post(path, "").statusCode()).isEqualTo(status);

    assertThat(host.get("/notes?limit=100").body()).isEqualTo(before);
  }

  @Test
  void anUnexpectedExceptionIsA500ThatTellsNothing() throws Exception {
    var trace = "0af7651916cd43dd8448eb211c80319c";
    var failed =
        host.send(
            host.request("/broken").header("traceparent", "00-" + trace + "-b7ad6b7169203331-01"));

    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body()).doesNotContain("secret").doesNotContain("Exception");
    var problem = new JsonObject(failed.body());
    assertThat(problem.getString("code")).isEqualTo("internal-error");
    assertThat(problem.getString("traceId")).isEqualTo(trace);
  }

  @Test
  void aGetThatWritesFails() throws Exception {
    assertThat(host.get("/writes").statusCode()).isEqualTo(500);
  }

  @Test
  void unknownPathsMethodsAndNumbersAreTold() throws Exception {
    assertThat(host.get("/nowhere").statusCode()).isEqualTo(404);
    assertThat(host.get("/notes/none").statusCode()).isEqualTo(404);
    assertThat(host.get("/notes/99999999999999999999").statusCode()).isEqualTo(404);
    assertThat(host.get("/notes/01").statusCode()).isEqualTo(404);
    var wrong = host.send(host.request("/notes").DELETE());
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(header(wrong, "Allow")).isEqualTo("GET, HEAD, POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/echo/..%2fnotes", "/echo/%2e%2e", "/echo/a%00b", "/echo/a;b", "//echo/a"})
  void pathsThatCouldBeReadInTwoWaysAreRefused(String path) throws Exception {
    assertThat(host.get(path).statusCode()).isEqualTo(400);
  }

  @Test
  void parametersAreDecoded() throws Exception {
    assertThat(host.get("/echo/a%20b%C3%BC").body()).isEqualTo("{\"text\":\"a bü\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=101",
        "limit=x",
        "limit=",
        "limit=99999999999999999999",
        "limit=%zz",
        "limit=1%00",
        "ids=1,2,3,4",
        "ids=1,,2",
        "ids=a"
      })
  void aQueryThatDoesNotFitIs400(String query) throws Exception {
    // The Java client refuses broken escapes itself.
    var answer = RawHttp.get(host, "/notes?" + query);

    assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"bad-query\"");
  }

  @Test
  void aBodyThatDoesNotComeInTimeIs408AndCloses() throws Exception {
    var answer =
        RawHttp.send(
            host,
            "POST /notes HTTP/1.1\r\nHost: x\r\nweft-call-token: "
                + host.token()
                + "\r\nweft-deadline-ms: 300\r\nContent-Length: 100\r\n\r\n{");

    assertThat(answer).startsWith("HTTP/1.1 408").contains("\"code\":\"body-too-late\"");
  }

  @Test
  void headIsGetWithoutItsBody() throws Exception {
    var head = host.send(host.request("/echo/hello").method("HEAD", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "Content-Length")).isEqualTo("16");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void a204HasNoBody() throws Exception {
    var deleted = host.send(host.request("/notes/123456").DELETE());

    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
  }

  @Test
  void aBodyThatIsNotJsonIs415() throws Exception {
    var answer =
        host.send(
            host.request("/notes")
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofString("<note/>")));

    assertThat(answer.statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"declared", "chunked"})
  void aBodyBeyondTheLimitIs413(String kind) throws Exception {
    var bytes = "x".repeat(10 << 20).getBytes(StandardCharsets.UTF_8);
    var body =
        kind.equals("declared")
            ? BodyPublishers.ofByteArray(bytes)
            : BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes));
    int posts = NOTES.posts.get();

    var answer =
        host.send(host.request("/notes").header("Content-Type", "application/json").POST(body));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("\"code\":\"body-too-large\"");
    assertThat(NOTES.posts).hasValue(posts);
    assertThat(host.get("/echo/next").statusCode()).isEqualTo(200);
  }

  @Test
  void whoHasNoCallTokenIsRefusedBeforeAnythingElse() throws Exception {
    for (var path : List.of("/notes", "/nowhere", "/echo/%2e%2e")) {
      var answer = host.send(HttpRequest.newBuilder(host.uri(path)).GET());

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    }
  }

  @Test
  void theTokenOfAnotherServiceIsRefused() throws Exception {
    var answer =
        host.send(
            HttpRequest.newBuilder(host.uri("/notes"))
                .header("weft-call-token", host.tokens().token("orders"))
                .GET());

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void aRequestWithNoTimeLeftIs504AtOnce() throws Exception {
    int posts = NOTES.posts.get();

    var answer =
        host.send(
            host.json("POST", "/notes", "{\"text\":\"late\",\"price\":1,\"tags\":[]}")
                .header("weft-deadline-ms", "0"));

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(NOTES.posts).hasValue(posts);
  }

  @Test
  void anAnswerThatIsNotReadyInTimeIs504() throws Exception {
    long began = System.nanoTime();

    var answer = host.send(host.request("/slow").header("weft-deadline-ms", "200"));

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat((System.nanoTime() - began) / 1_000_000).isBetween(200L, 2_000L);
  }

  @Test
  void aWriteThatIsNotReadyInTimeIs504AndRolledBack() throws Exception {
    var answer =
        host.send(
            host.json("POST", "/notes", "{\"text\":\"slow\",\"price\":1,\"tags\":[]}")
                .header("weft-deadline-ms", "100"));

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(host.get("/notes?limit=100").body()).doesNotContain("\"slow\"");
  }

  @Test
  void aWriteWhoseHandlerOutlastsTheDeadlineIs504AndRolledBack() throws Exception {
    var answer = host.send(host.json("POST", "/late", "{}").header("weft-deadline-ms", "100"));

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(host.get("/notes?limit=100").body()).doesNotContain("\"late\"");
  }

  @Test
  void requestsThatBlockDoNotHoldUpOthers() throws Exception {
    NOTES.gate = new CountDownLatch(1);
    int before = NOTES.held.get();
    var held = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < 50; i++) {
      held.add(
          host.client().sendAsync(host.request("/held").GET().build(), BodyHandlers.ofString()));
    }
    Awaitility.await().until(() -> NOTES.held.get() == before + 50);

    assertThat(host.get("/echo/meanwhile").statusCode()).isEqualTo(200);

    NOTES.gate.countDown();
    for (var answer : held) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void requestsAreCountedByEndpointAndStatus() throws Exception {
    host.get("/notes/99999999");

    var metrics = host.management("/metrics").body();

    assertThat(metrics)
        .containsPattern(
            "weft_requests_seconds_count\\{[^}]*endpoint=\"GET /notes/\\{id}\"[^}]*status=\"404\"")
        .contains("weft_transaction_seconds_count{outcome=\"committed\",service=\"notes\"}")
        .contains("weft_pool_size{service=\"notes\"} 8");
  }
}
