package dev.weft.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
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
 * once, the bodies spliced unread into one object, no validation, no routes, no deadlines.
 */
final class BareHandler extends VerticleBase {
  private static final String PREFIX = "/compose";

  private final int port;
  private final List<ByteBuf> glue = new ArrayList<>();
  private @Nullable HttpClient client;

  private BareHandler(int port) {
    this.port = port;
    for (int i = 0; i < Upstreams.NAMES.size(); i++) {
      glue.add(constant((i == 0 ? "{\"" : ",\"") + Upstreams.NAMES.get(i) + "\":"));
    }
    glue.add(constant("}"));
  }

  static void main(String[] args) {
    int port = Integer.parseInt(args[0]);
    var vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(Boolean.parseBoolean(args[1])));
    var options = new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    vertx
        .deployVerticle(() -> new BareHandler(port), options)
        .onSuccess(id -> Ready.print())
        .onFailure(Ready::failed);
  }

  @Override
  public Future<?> start() {
    client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(64));
    return vertx.createHttpServer().requestHandler(this::compose).listen(port, "127.0.0.1");
  }

  private void compose(HttpServerRequest request) {
    String path = request.path().substring(PREFIX.length());
    var parts = new ArrayList<Future<Buffer>>();
    for (int i = 0; i < Upstreams.NAMES.size(); i++) {
      parts.add(call(Upstreams.FIRST_PORT + i, path));
    }
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

  private void splice(HttpServerRequest request, List<Future<Buffer>> parts) {
    var whole = Unpooled.compositeBuffer(2 * parts.size() + 1);
    for (int i = 0; i < parts.size(); i++) {
      whole.addComponent(true, glue.get(i));
      whole.addComponent(true, ((BufferInternal) parts.get(i).result()).getByteBuf());
    }
    whole.addComponent(true, glue.getLast());
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(BufferInternal.buffer(whole));
  }

  private static ByteBuf constant(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes(bytes)).asReadOnly();
  }
}
