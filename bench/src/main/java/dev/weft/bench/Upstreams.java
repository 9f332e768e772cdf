package dev.weft.bench;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The three services behind all gateways: {@code GET /1k}, {@code /16k} and {@code /256k} on ports
 * 9001 to 9003 answer a JSON object of exactly that size. With {@code <host:port>} of a cluster
 * they answer over its event bus too.
 */
final class Upstreams {
  static final List<String> NAMES = List.of("customer", "orders", "recommendations");
  static final int FIRST_PORT = 9001;
  static final Map<String, Integer> SIZES =
      Map.of("/1k", 1 << 10, "/16k", 1 << 14, "/256k", 1 << 18);

  static final int MOST_CALLS = 30;

  private Upstreams() {}

  /** The part that call {@code i} makes: the services take turns. */
  static String name(int i) {
    String service = NAMES.get(i % NAMES.size());
    return i < NAMES.size() ? service : service + i;
  }

  static void main(String[] args) {
    var vertx = args.length == 0 ? Vertx.vertx() : OnEventBus.serve(NAMES, args[0]);
    for (int i = 0; i < NAMES.size(); i++) {
      listen(vertx, NAMES.get(i), FIRST_PORT + i).await();
    }
  }

  private static Future<?> listen(Vertx vertx, String name, int port) {
    var bodies = bodies(name);
    return vertx
        .createHttpServer()
        .requestHandler(request -> answer(request, bodies))
        .listen(port, "127.0.0.1");
  }

  /** What a service answers, by path. */
  static Map<String, Buffer> bodies(String name) {
    var bodies = new HashMap<String, Buffer>();
    SIZES.forEach((path, size) -> bodies.put(path, body(name, size)));
    bodies.put(Joined.LIST, Joined.list());
    bodies.put(Joined.ITEMS_PATH, Joined.items());
    return bodies;
  }

  private static void answer(HttpServerRequest request, Map<String, Buffer> bodies) {
    var body = bodies.get(request.path());
    if (body == null) {
      request.response().setStatusCode(404).end();
      return;
    }
    request.response().putHeader(HttpHeaderNames.CONTENT_TYPE, "application/json").end(body);
  }

  /** Small records, as a service would answer, padded to exactly {@code size} bytes. */
  static Buffer body(String service, int size) {
    var text = new StringBuilder("{\"service\":\"" + service + "\",\"ok\":true,\"rows\":[");
    String end = "],\"pad\":\"\"}";
    for (int id = 0; ; id++) {
      String row =
          (id == 0 ? "" : ",")
              + ("{\"id\":%d,\"sku\":\"sku-%05d\",\"name\":\"Product %d"
                      + " \\\"M\\\"\",\"price\":%d.2500,\"tags\":[\"a\",\"b\"],\"gone\":null}")
                  .formatted(id, id * 7919 % 100_000, id, id % 90);
      if (text.length() + row.length() + end.length() > size) {
        break;
      }
      text.append(row);
    }
    String padding = "p".repeat(size - text.length() - end.length());
    return Buffer.buffer(
        (text + "],\"pad\":\"" + padding + "\"}").getBytes(StandardCharsets.US_ASCII));
  }
}
