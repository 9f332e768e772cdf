package dev.weft.gateway.edge;

import dev.weft.gateway.call.CallFailure;
import dev.weft.gateway.call.Deadline;
import dev.weft.gateway.call.HttpFailures;
import dev.weft.gateway.call.Permit;
import dev.weft.gateway.call.Target;
import dev.weft.gateway.plan.PassThrough;
import dev.weft.gateway.run.PartFailure;
import dev.weft.node.call.CallHeaders;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through to a service and back. The route's deadline holds for connecting,
 * and from the end of the request to the beginning of its answer; the bodies may take as long as
 * they keep moving.
 */
final class PassThroughExchange {
  private static final int SWITCHING_PROTOCOLS = 101;

  private final Visit visit;
  private final PassThrough route;
  private final PassThroughEndpoint.Upstream upstream;
  private final Connector connector;
  private final Permit permit;
  private final boolean hasBody;
  private final boolean upgrade;
  private Deadline deadline;
  private long timer;
  private @Nullable Upload upload;
  private @Nullable HttpClientRequest out;
  private boolean repeated;
  private boolean answering;
  private boolean ended;

  PassThroughExchange(
      Visit visit, PassThrough route, PassThroughEndpoint.Upstream upstream, String uri) {
    this.visit = visit;
    this.route = route;
    this.upstream = upstream;
    this.connector = new Connector(upstream, visit.request().method(), uri, () -> !ended);
    this.permit = upstream.permits().get();
    this.upgrade = PassThroughHeaders.isWebSocket(visit.request()) && !visit.isHttp2();
    this.hasBody = UnreadBody.isAnnounced(visit.request());
    this.deadline = Deadline.in(route.deadline());
    this.timer = startTimer();
  }

  private long startTimer() {
    return upstream.vertx().setTimer(route.deadline().toMillis(), _ -> fail(CallFailure.TIMED_OUT));
  }

  void start() {
    var request = visit.request();
    if (hasBody) {
      request.pause();
    }
    visit.response().exceptionHandler(_ -> {});
    request.exceptionHandler(_ -> {});
    visit.response().closeHandler(_ -> clientGone());
    if (permit.isGranted()) {
      connector.connect().onSuccess(this::connected);
    } else {
      fail(CallFailure.BREAKER_OPEN, permit.retryAfter());
    }
  }

  private void connected(Connector.Connection connection) {
    switch (connection) {
      case Connector.Unconnected(var failure) -> fail(failure);
      case Connector.Connected(var target, var opened) -> ask(opened, target);
    }
  }

  private void ask(HttpClientRequest opened, Target target) {
    opened.exceptionHandler(_ -> {});
    opened.connection().exceptionHandler(_ -> {});
    if (ended) {
      target.end();
      var _ = opened.reset();
      return;
    }
    out = opened;
    PassThroughHeaders.request(visit, opened.headers());
    opened.putHeader(CallHeaders.TRACEPARENT, visit.trace().traceparent());
    opened.putHeader(CallHeaders.DEADLINE_MS, Long.toString(deadline.leftMillis()));
    upstream
        .token(visit.caller())
        .ifPresent(token -> opened.putHeader(CallHeaders.CALL_TOKEN, token));
    send(opened)
        .onComplete(
            answer -> answer(answer, target),
            why -> {
              target.end();
              broken(HttpFailures.awaiting(why), target);
            });
  }

  private Future<HttpClientResponse> send(HttpClientRequest opened) {
    if (upgrade) {
      return opened.connect();
    }
    if (!hasBody) {
      return opened.send();
    }
    upstream.vertx().cancelTimer(timer);
    upload = Upload.start(visit.request(), opened, this::uploaded);
    return opened.response();
  }

  private void uploaded() {
    if (!answering && !ended) {
      deadline = Deadline.in(route.deadline());
      timer = startTimer();
    }
  }

  private void broken(CallFailure failure, Target target) {
    boolean mayRepeat = !hasBody && !repeated && isRead(visit.request().method());
    if (!ended) {
      upstream.balancer().failed(target);
    }
    if (failure == CallFailure.RESET && mayRepeat && !ended) {
      repeated = true;
      connector.connectAgain().onSuccess(this::connected);
    } else {
      fail(failure);
    }
  }

  private static boolean isRead(HttpMethod method) {
    return method.equals(HttpMethod.GET)
        || method.equals(HttpMethod.HEAD)
        || method.equals(HttpMethod.OPTIONS);
  }

  private void answer(HttpClientResponse answer, Target target) {
    if (ended) {
      target.end();
      return;
    }
    answering = true;
    upstream.balancer().answered(target, answer.statusCode());
    permit.answered(answer.statusCode());
    upstream.vertx().cancelTimer(timer);
    var response = visit.response();
    response.setStatusCode(answer.statusCode());
    PassThroughHeaders.answer(
        answer.headers(), response.headers(), upstream.headers(), upstream.cors());
    if (upgrade && answer.statusCode() == SWITCHING_PROTOCOLS) {
      tunnel(answer, target);
      return;
    }
    if (visit.isDraining()) {
      response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH) && mayHaveBody(answer)) {
      response.setChunked(true);
    }
    // Ending the answer after a failure would make half of it look whole.
    answer
        .pipe()
        .endOnComplete(false)
        .to(response)
        .compose(_ -> finish(answer))
        .onComplete(
            _ -> answered(answer, target),
            _ -> {
              target.end();
              cutOff();
            });
  }

  private Future<Void> finish(HttpClientResponse answer) {
    PassThroughHeaders.trailers(visit, answer);
    return visit.response().end();
  }

  private boolean mayHaveBody(HttpClientResponse answer) {
    int status = answer.statusCode();
    return status != 204 && status != 304 && !visit.request().method().equals(HttpMethod.HEAD);
  }

  private void tunnel(HttpClientResponse answer, Target target) {
    ended = true;
    var headers = visit.response().headers();
    headers.set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
    headers.set(HttpHeaders.UPGRADE, "websocket");
    visit.end(SWITCHING_PROTOCOLS);
    Tunnel.open(visit.request(), answer.netSocket()).onComplete(_ -> target.end());
  }

  private void answered(HttpClientResponse answer, Target target) {
    target.end();
    ended = true;
    visit.end(answer.statusCode());
    if (upload != null) {
      upload.leave();
    }
    UnreadBody.leave(visit.request());
  }

  /**
   * The service's answer broke off, or the client's connection did. Whichever it was, the other
   * side gets to see it: half an answer must not look whole, and nobody reads on for a client that
   * left.
   */
  private void cutOff() {
    if (!ended) {
      ended = true;
      resetOut();
      visit.end(visit.response().closed() ? Visit.CLIENT_CLOSED_REQUEST : 502);
      var _ = visit.response().reset();
    }
  }

  private void clientGone() {
    if (!ended) {
      end(CallFailure.CANCELLED);
      visit.end(Visit.CLIENT_CLOSED_REQUEST);
    }
  }

  private void resetOut() {
    if (upload != null) {
      upload.stop();
    }
    if (out != null) {
      var _ = out.reset();
    }
  }

  private void end(CallFailure failure) {
    ended = true;
    permit.failed(failure);
    upstream.vertx().cancelTimer(timer);
    resetOut();
  }

  private void fail(CallFailure failure) {
    fail(failure, Duration.ZERO);
  }

  private void fail(CallFailure failure, Duration retryAfter) {
    if (ended || answering) {
      return;
    }
    end(failure);
    visit.request().resume();
    var part = new PartFailure("pass", route.service(), 0, failure.reason(), null, retryAfter);
    Problems.write(
        visit, failure.status(), "The service behind this route did not answer.", List.of(part));
  }
}
