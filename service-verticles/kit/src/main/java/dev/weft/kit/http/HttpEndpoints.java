package dev.weft.kit.http;

import dev.weft.kit.Answer;
import dev.weft.kit.http.Admission.Admitted;
import dev.weft.kit.http.Admission.Refused;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints over HTTP. The event loop reads and writes; everything in between runs on a virtual
 * thread per request.
 */
public final class HttpEndpoints extends VerticleBase {

  private static final int IDLE_S = 75;

  private final HttpServerOptions options;
  private final int bodyLimit;
  private final EndpointDispatcher dispatcher;
  private @Nullable HttpServer server;
  private volatile boolean closing;

  public HttpEndpoints(String host, int port, int bodyLimit, EndpointDispatcher dispatcher) {
    this.options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(port)
            .setIdleTimeout(IDLE_S)
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setReuseAddress(true);
    this.bodyLimit = bodyLimit;
    this.dispatcher = dispatcher;
  }

  @Override
  public Future<?> start() {
    var http = vertx.createHttpServer(options).requestHandler(this::take);
    server = http;
    return http.listen();
  }

  /** The port it listens on. */
  public int port() {
    var http = server;
    return http == null ? options.getPort() : http.actualPort();
  }

  /** From now on every answer asks the client to close its connection. */
  public void closeConnections() {
    closing = true;
  }

  private void take(HttpServerRequest request) {
    var head = new RequestHead(Transport.HTTP, request.method(), request.uri(), request.headers());
    switch (dispatcher.admit(head)) {
      case Refused refused -> {
        new BodyReader(request, bodyLimit).discard();
        send(request, refused.answer());
      }
      case Admitted admitted -> read(request, new Reading(admitted));
    }
  }

  private void read(HttpServerRequest request, Reading reading) {
    var reader = new BodyReader(request, bodyLimit);
    reader.read(reading);
    if (reader.expectsMore()) {
      long left = TimeUnit.NANOSECONDS.toMillis(reading.admitted.endsAt() - System.nanoTime());
      reading.timer = vertx.setTimer(Math.max(1, left), _ -> reader.giveUp(reading));
    }
  }

  /** What becomes of an admitted request when its body is there, or is not coming. */
  private final class Reading implements BodyReader.Outcome {
    private static final long NO_TIMER = -1;

    private final Admitted admitted;
    private long timer = NO_TIMER;

    Reading(Admitted admitted) {
      this.admitted = admitted;
    }

    @Override
    public void complete(HttpServerRequest request, Buffer body) {
      cancelTimer();
      dispatcher.handle(admitted, body).onSuccess(answer -> send(request, answer));
    }

    @Override
    public void tooLate(HttpServerRequest request) {
      dispatcher.abandon();
      send(
          request,
          Problems.of(408, "body-too-late", "the body did not come in time", admitted.trace()));
      if (request.version() != HttpVersion.HTTP_2) {
        request.connection().close();
      }
    }

    @Override
    public void tooLarge(HttpServerRequest request) {
      cancelTimer();
      dispatcher.abandon();
      send(
          request,
          Problems.of(
              413,
              "body-too-large",
              "the body may have " + bodyLimit + " bytes at most",
              admitted.trace()));
    }

    @Override
    public void broken() {
      cancelTimer();
      dispatcher.abandon();
    }

    private void cancelTimer() {
      if (timer != NO_TIMER) {
        vertx.cancelTimer(timer);
      }
    }
  }

  private void send(HttpServerRequest request, Answer answer) {
    var response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    if (closing && request.version() != HttpVersion.HTTP_2) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    switch (answer.body()) {
      case Buffer body when request.method().equals(HttpMethod.HEAD) -> {
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        response.end();
      }
      case Buffer body -> response.end(body);
      case null, default -> response.end();
    }
  }
}
