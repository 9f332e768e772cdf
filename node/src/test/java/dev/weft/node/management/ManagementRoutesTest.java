package dev.weft.node.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.node.config.Secret;
import dev.weft.node.http.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ManagementRoutesTest {

  private static final Secret TOKEN = new Secret("a-token-of-many-letters");

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();
  private final Meters meters = new Meters();
  private int port;

  record Reply(int status, String body, Map<String, String> headers) {
    JsonObject json() {
      return new JsonObject(body);
    }
  }

  @AfterEach
  void close() {
    vertx.close().await();
    meters.close();
  }

  @Test
  void aPartAnswersInJsonUntilItsHandleIsClosed() throws Exception {
    var routes = routes("127.0.0.1", null);
    var handle =
        routes.add(
            HttpMethod.POST,
            "/messages/{service}/acts",
            request ->
                Future.succeededFuture(
                    ManagementAnswer.json(
                        new JsonObject()
                            .put("service", request.path().get("service"))
                            .put("type", request.query().get("type"))
                            .put("by", request.body().getString("by"))
                            .put("from", request.from()))));

    var reply = send(HttpMethod.POST, "/messages/a%20b/acts?type=x%2Fy", "{\"by\":\"me\"}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json())
        .isEqualTo(JsonObject.of("service", "a b", "type", "x/y", "by", "me", "from", "127.0.0.1"));
    assertThat(send(HttpMethod.GET, "/messages/a/acts", "").status()).isEqualTo(405);
    handle.close();
    assertThat(send(HttpMethod.POST, "/messages/a/acts", "{}").status()).isEqualTo(404);
  }

  @Test
  void aRefusalIsItsProblemAndAFailureSaysNothing() throws Exception {
    var routes = routes("127.0.0.1", null);
    routes.add(
        HttpMethod.GET,
        "/refused",
        _ -> Future.succeededFuture(ManagementAnswer.refused(Problem.conflict("not now"))));
    routes.add(HttpMethod.GET, "/failed", _ -> Future.failedFuture("internal detail"));
    routes.add(
        HttpMethod.GET,
        "/thrown",
        _ -> {
          throw new IllegalStateException("internal detail");
        });

    assertThat(get("/refused").status()).isEqualTo(409);
    assertThat(get("/refused").json().getString("detail")).isEqualTo("not now");
    for (var path : new String[] {"/failed", "/thrown"}) {
      assertThat(get(path).status()).isEqualTo(500);
      assertThat(get(path).body()).doesNotContain("internal detail");
    }
  }

  @Test
  void whatCannotBeReadIsRefused() throws Exception {
    var routes = routes("127.0.0.1", null);
    routes.add(HttpMethod.POST, "/act", _ -> ok());

    assertThat(send(HttpMethod.POST, "/act", "[1]").status()).isEqualTo(400);
    assertThat(send(HttpMethod.POST, "/act", "{").status()).isEqualTo(400);
    assertThat(send(HttpMethod.POST, "/act?a=1&a=2", "{}").status()).isEqualTo(400);
    assertThat(send(HttpMethod.POST, "/act", " ".repeat(65 * 1024)).status()).isEqualTo(413);
    assertThatThrownBy(() -> routes.add(HttpMethod.POST, "/act", _ -> ok()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(send(HttpMethod.POST, "/act", "{}").status()).isEqualTo(200);
  }

  @Test
  void whereThereIsATokenNobodyGetsInWithoutIt() throws Exception {
    var routes = routes("0.0.0.0", TOKEN);
    routes.add(HttpMethod.GET, "/secret", _ -> ok());

    var refused = get("/secret");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.headers()).containsEntry("www-authenticate", "Bearer");
    assertThat(get("/secret", "Authorization", "Bearer no").status()).isEqualTo(401);
    assertThat(get("/secret", "Authorization", "Basic " + TOKEN.value()).status()).isEqualTo(401);
    assertThat(get("/secret", "Authorization", "Bearer " + TOKEN.value()).status()).isEqualTo(200);
    assertThat(get("/info").status()).isEqualTo(200);
  }

  @Test
  void withoutATokenAPortForOtherHostsIsShut() throws Exception {
    var routes = routes("0.0.0.0", null);
    routes.add(HttpMethod.GET, "/secret", _ -> ok());

    assertThat(get("/secret").status()).isEqualTo(403);
    assertThat(get("/secret").body()).contains("node.management.token");
  }

  @Test
  void withoutATokenAPageInABrowserIsKeptOut() throws Exception {
    var routes = routes("127.0.0.1", null);
    routes.add(HttpMethod.GET, "/secret", _ -> ok());

    assertThat(get("/secret", "Origin", "http://evil.example").status()).isEqualTo(403);
    assertThat(get("/secret", "Host", "evil.example").status()).isEqualTo(403);
    assertThat(get("/secret", "Host", "localhost").status()).isEqualTo(200);
  }

  private static Future<ManagementAnswer> ok() {
    return Future.succeededFuture(ManagementAnswer.json(new JsonObject()));
  }

  private ManagementRoutes routes(String host, @Nullable Secret token) {
    var routes = new ManagementRoutes(ManagementAccess.of(host, token));
    var server = new ManagementServer(vertx, new Health(), meters, JsonObject::new, routes);
    HttpServer listening = server.listen("127.0.0.1", 0).await();
    port = listening.actualPort();
    return routes;
  }

  private Reply get(String path, String... header) throws Exception {
    return send(HttpMethod.GET, path, "", header);
  }

  private Reply send(HttpMethod method, String path, String body, String... header)
      throws ExecutionException, InterruptedException, TimeoutException {
    var options =
        new RequestOptions().setMethod(method).setHost("127.0.0.1").setPort(port).setURI(path);
    if (header.length == 2) {
      options.putHeader(header[0], header[1]);
    }
    return client
        .request(options)
        .compose(request -> request.send(Buffer.buffer(body)))
        .compose(ManagementRoutesTest::reply)
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static Future<Reply> reply(HttpClientResponse response) {
    var headers = new HashMap<String, String>();
    response.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return response.body().map(body -> new Reply(response.statusCode(), body.toString(), headers));
  }
}
