package dev.weft.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ceiling: {@code GET /compose/<size>} done by hand with nothing but Vert.x. Three calls at
 * once, the bodies spliced unread into one object, no validation, no routes, no deadlines; with
 * {@code /compose10/<size>} ten calls. {@code /joined} asks for a list and then for what it names,
 * and puts one behind the other: what a join costs at least.
 */
final class BareHandler extends VerticleBase {
  private static final String PREFIX = "/compose";
  private static final int CALLS = 3;

  private static final List<ByteBuf> NAMES = names();
  private static final ByteBuf END = constant("}");

  private final int port;
  private @Nullable HttpClient client;

  private BareHandler(int port) {
    this.port = port;
  }

  static void main(String[] args) {
    int port = Integer.parseInt(args[0]);
    var options = new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    Vertx.vertx().deployVerticle(() -> new BareHandler(port), options).await();
  }

  @Override
  public Future<?> start() {
    client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(64));
    return vertx.createHttpServer().requestHandler(this::compose).listen(port, "127.0.0.1");
  }

  private void compose(HttpServerRequest request) {
    if (request.path().equals(Joined.PATH)) {
      joined(request);
      return;
    }
    int slash = request.path().indexOf('/', PREFIX.length());
    String calls = request.path().substring(PREFIX.length(), slash);
    String path = request.path().substring(slash);
    var parts = new ArrayList<Future<Buffer>>();
    for (int i = 0; i < (calls.isEmpty() ? CALLS : Integer.parseInt(calls)); i++) {
      parts.add(call(Upstreams.FIRST_PORT + i % Upstreams.NAMES.size(), path));
    }
    answer(request, parts);
  }

  private void joined(HttpServerRequest request) {
    var list = call(Upstreams.FIRST_PORT, Joined.LIST);
    var named = list.compose(any -> call(Upstreams.FIRST_PORT + 1, Joined.ITEMS));
    answer(request, List.of(list, named));
  }

  private static void answer(HttpServerRequest request, List<Future<Buffer>> parts) {
    Future.all(parts)
        .onSuccess(all -> splice(request, parts))
        .onFailure(why -> request.response().setStatusCode(502).end());
  }

  private Future<Buffer> call(int port, String path) {
    return Objects.requireNonNull(client)
        .request(HttpMethod.GET, port, "127.0.0.1", path)
        .compose(call -> call.send())
        .compose(answer -> answer.body());
  }

  private static void splice(HttpServerRequest request, List<Future<Buffer>> parts) {
    var whole = Unpooled.compositeBuffer(2 * parts.size() + 1);
    for (int i = 0; i < parts.size(); i++) {
      whole.addComponent(true, NAMES.get(i));
      whole.addComponent(true, ((BufferInternal) parts.get(i).result()).getByteBuf());
    }
    whole.addComponent(true, END);
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(BufferInternal.buffer(whole));
  }

  private static List<ByteBuf> names() {
    var names = new ArrayList<ByteBuf>();
    for (int i = 0; i < Upstreams.MOST_CALLS; i++) {
      names.add(constant((i == 0 ? "{\"" : ",\"") + Upstreams.name(i) + "\":"));
    }
    return names;
  }

  private static ByteBuf constant(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes(bytes)).asReadOnly();
  }
}
