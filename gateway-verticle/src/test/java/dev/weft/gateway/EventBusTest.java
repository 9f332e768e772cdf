package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.node.call.BusAnswer;
import dev.weft.node.call.BusCall;
import dev.weft.node.call.BusRequest;
import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;
import dev.weft.node.registry.State;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Services that are reached over the event bus: routes do not change, statuses neither. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class EventBusTest {
  private static final String ROUTES =
      """
      GET /x/{id}: { deadline: 2s, calls: { a: { service: s, get: "/a/{id}" } } }
      POST /x: { calls: { a: { service: s, post: /a } }, answer: $a }
      """;
  private final List<BusRequest> received = new CopyOnWriteArrayList<>();

  private TestGateway gateway() {
    var gateway =
        TestGateway.files().serviceFile("s", "transport: event-bus\n").routes(ROUTES).start();
    var instance =
        new Instance("s-1/bus", "s", "1", Protocol.EVENT_BUS, "weft.s-1", 1, "default", State.UP);
    gateway.node.registry().register(instance).await();
    return gateway;
  }

  private void serve(TestGateway gateway, Function<BusRequest, BusAnswer> service) {
    gateway
        .node
        .vertx()
        .eventBus()
        .<Buffer>consumer("weft.s-1")
        .handler(
            message -> {
              var request = BusCall.request(message);
              received.add(request);
              BusCall.reply(message, service.apply(request));
            })
        .completion()
        .await();
  }

  private static BusAnswer answer(int status, String body) {
    return new BusAnswer(
        status, MultiMap.caseInsensitiveMultiMap().add("location", "/a/7"), Buffer.buffer(body));
  }

  @Test
  void readsAndWritesLookAsOverHttp() {
    try (var gateway = gateway()) {
      serve(
          gateway,
          request ->
              answer(request.method().equals("POST") ? 201 : 200, "\"" + request.uri() + "\""));
      assertThat(gateway.get("/x/a%20b").body()).isEqualTo("{\"a\":\"/a/a%20b\"}");
      var made = gateway.send("POST", "/x", "{\"n\":1}", "idempotency-key", "k");
      assertThat(made.statusCode()).isEqualTo(201);
      assertThat(made.headers().firstValue("location")).contains("/a/7");
      assertThat(received.getLast().body().toString()).isEqualTo("{\"n\":1}");
      assertThat(received.getLast().headers().get("idempotency-key")).isEqualTo("k");
      assertThat(received.getLast().headers().get("weft-deadline-ms")).isNotNull();
    }
  }

  @Test
  void statusesFollowTheSameTable() {
    try (var gateway = gateway()) {
      assertThat(gateway.get("/x/1").statusCode()).isEqualTo(502);
      serve(
          gateway,
          request ->
              switch (request.uri()) {
                case "/a/404" -> answer(404, "");
                case "/a/500" -> answer(500, "{}");
                default -> answer(200, "not json");
              });
      assertThat(gateway.get("/x/404").statusCode()).isEqualTo(404);
      assertThat(gateway.get("/x/500").statusCode()).isEqualTo(502);
      assertThat(gateway.get("/x/html").body()).contains("not-json");
    }
  }

  @Test
  void silenceIs504() {
    try (var gateway = gateway()) {
      gateway.node.vertx().eventBus().consumer("weft.s-1").handler(_ -> {}).completion().await();
      assertThat(gateway.get("/x/1").statusCode()).isEqualTo(504);
    }
  }
}
