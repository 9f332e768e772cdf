package dev.weft.kit;

import static dev.weft.kit.TestHost.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.db.Idempotency;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdempotencyTest {

  private static final NotesService NOTES = new NotesService();
  private static final String NOTE = "{\"text\":\"%s\",\"price\":4.2900,\"tags\":[]}";
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
  void theSameRequestIsAnsweredTheSameAndDoneOnce() throws Exception {
    var key = UUID.randomUUID().toString();
    int before = NOTES.posts.get();

    var first = post(key, NOTE.formatted("once")).join();
    var second = post(key, NOTE.formatted("once")).join();

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(header(first, "Idempotency-Replayed")).isEmpty();
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(header(second, "Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(header(second, "Location")).isEqualTo(header(first, "Location"));
    assertThat(header(second, "Content-Type")).isEqualTo("application/json");
    assertThat(NOTES.posts).hasValue(before + 1);
  }

  @Test
  void aKeyOfAnotherCallerIsAnotherKey() throws Exception {
    var key = UUID.randomUUID().toString();

    var one = host.send(by("one", key, NOTE.formatted("of one")));
    var other = host.send(by("other", key, NOTE.formatted("of the other")));
    var again = host.send(by("one", key, NOTE.formatted("of one")));

    assertThat(one.statusCode()).isEqualTo(201);
    assertThat(other.statusCode()).isEqualTo(201);
    assertThat(header(other, "Idempotency-Replayed")).isEmpty();
    assertThat(again.body()).isEqualTo(one.body());
    assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
  }

  private static HttpRequest.Builder by(String caller, String key, String json) {
    return host.json("POST", "/notes", json)
        .setHeader("weft-call-token", host.tokens().token("notes", caller))
        .header("Idempotency-Key", key);
  }

  @Test
  void whoComesWhileTheFirstRunsWaitsForIt() throws Exception {
    var key = UUID.randomUUID().toString();
    int before = NOTES.posts.get();

    var all = IntStream.range(0, 6).mapToObj(_ -> post(key, NOTE.formatted("slow"))).toList();
    var answers = all.stream().map(CompletableFuture::join).toList();

    assertThat(answers).allSatisfy(a -> assertThat(a.statusCode()).isEqualTo(201));
    assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
    assertThat(answers).filteredOn(a -> header(a, "Idempotency-Replayed").isEmpty()).hasSize(1);
    assertThat(NOTES.posts).hasValue(before + 1);
  }

  @Test
  void anotherRequestWithTheSameKeyIsRefused() {
    var key = UUID.randomUUID().toString();
    post(key, NOTE.formatted("one")).join();

    var other = post(key, NOTE.formatted("other")).join();

    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("\"code\":\"idempotency-key-reused\"");
  }

  @Test
  void aRefusedRequestIsJudgedAnew() {
    var key = UUID.randomUUID().toString();
    int before = NOTES.posts.get();

    assertThat(post(key, NOTE.formatted("refused")).join().statusCode()).isEqualTo(422);
    assertThat(post(key, NOTE.formatted("refused")).join().statusCode()).isEqualTo(422);
    assertThat(NOTES.posts).hasValue(before + 2);
    assertThat(post(key, NOTE.formatted("better")).join().statusCode()).isEqualTo(201);
  }

  @Test
  void anAnswerWithoutABodyIsReplayedToo() throws Exception {
    var key = UUID.randomUUID().toString();

    var first = host.send(host.request("/notes/77").header("Idempotency-Key", key).DELETE());
    var second = host.send(host.request("/notes/77").header("Idempotency-Key", key).DELETE());

    assertThat(first.statusCode()).isEqualTo(204);
    assertThat(second.statusCode()).isEqualTo(204);
    assertThat(header(second, "Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void keysOfADayAgoAreForgottenAndRemoved() throws Exception {
    var old = UUID.randomUUID().toString();
    var older = UUID.randomUUID().toString();
    var young = UUID.randomUUID().toString();
    for (var key : new String[] {old, older, young}) {
      post(key, NOTE.formatted("aged")).join();
    }
    age(old);
    age(older);

    var again = post(old, NOTE.formatted("aged again")).join();
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(header(again, "Idempotency-Replayed")).isEmpty();
    assertThat(purge()).isEqualTo(1);
    assertThat(header(post(young, NOTE.formatted("aged")).join(), "Idempotency-Replayed"))
        .isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "", "long"})
  void aKeyThatIsNoneIs400(String key) {
    var told = key.equals("long") ? "k".repeat(256) : key;

    assertThat(post(told, NOTE.formatted("x")).join().statusCode()).isEqualTo(400);
  }

  private static CompletableFuture<HttpResponse<String>> post(String key, String json) {
    var request = host.json("POST", "/notes", json).header("Idempotency-Key", key).build();
    return host.client().sendAsync(request, BodyHandlers.ofString());
  }

  private static int purge() throws Exception {
    try (var db = dev.weft.kit.db.OpenDatabase.opened(host.config().database())) {
      return Idempotency.purge(db.pool()).await();
    }
  }

  private static void age(String key) throws Exception {
    var db = host.config().database();
    var url = "jdbc:postgresql://" + db.host() + ":" + db.port() + "/" + db.name();
    try (var connection = DriverManager.getConnection(url, db.user(), db.password());
        var statement =
            connection.prepareStatement(
                "UPDATE weft_idempotency SET created_at = created_at - interval '25 hours'"
                    + " WHERE key LIKE '% ' || ?")) {
      statement.setString(1, key);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }
}
