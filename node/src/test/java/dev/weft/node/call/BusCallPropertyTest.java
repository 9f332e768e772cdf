package dev.weft.node.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Any request and any answer arrive as they were sent. */
final class BusCallPropertyTest {

  private static final List<String> NAMES =
      List.of(
          "Accept", "x-a", "X-B", "weft-status", "weft-uri", "h:x", "Content-Type", "traceparent");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static Vertx vertx;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    vertx.close().await();
  }

  @Test
  void requestsAndAnswersSurviveTheEventBus() {
    for (int i = 0; i < 300; i++) {
      var address = "property-" + i;
      var request = new BusRequest(word(), "/" + word() + "?q=" + word(), headers(), body());
      var answer = new BusAnswer(random.nextInt(100, 600), headers(), body());
      var arrived = Promise.<BusRequest>promise();
      vertx
          .eventBus()
          .<Buffer>consumer(address)
          .handler(
              message -> {
                arrived.complete(BusCall.request(message));
                BusCall.reply(message, answer);
              });

      var got = BusCall.send(vertx.eventBus(), address, request, TIMEOUT).await();

      assertThat(show(got)).as("seed %d", seed).isEqualTo(show(answer));
      assertThat(show(arrived.future().await())).as("seed %d", seed).isEqualTo(show(request));
    }
  }

  private MultiMap headers() {
    var headers = MultiMap.caseInsensitiveMultiMap();
    IntStream.range(0, random.nextInt(6))
        .forEach(_ -> headers.add(NAMES.get(random.nextInt(NAMES.size())), word()));
    return headers;
  }

  private Buffer body() {
    var bytes = new byte[random.nextInt(2_000)];
    random.nextBytes(bytes);
    return Buffer.buffer(bytes);
  }

  private String word() {
    return random
        .ints(random.nextInt(1, 20), 0x20, 0x17f)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static String show(BusRequest request) {
    return request.method() + request.uri() + show(request.headers()) + request.body();
  }

  private static String show(BusAnswer answer) {
    return answer.status() + show(answer.headers()) + answer.body();
  }

  private static String show(MultiMap headers) {
    return headers.names().stream()
        .sorted(String.CASE_INSENSITIVE_ORDER)
        .map(name -> name + headers.getAll(name))
        .toList()
        .toString();
  }
}
