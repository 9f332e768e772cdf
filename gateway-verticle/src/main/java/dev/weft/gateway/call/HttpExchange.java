package dev.weft.gateway.call;

import dev.weft.gateway.json.Splice;
import dev.weft.gateway.plan.Part;
import dev.weft.node.call.CallHeaders;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One request to one instance and its whole answer. However it ends, the connection goes back to
 * its pool or is closed: an answer is read to its end, or reset.
 */
final class HttpExchange implements Cancellation.Running {
  private static final CharSequence DEADLINE = HttpHeaders.createOptimized(CallHeaders.DEADLINE_MS);
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

  /** What breaks is told by the futures; without a handler Vert.x logs it as an error too. */
  private static final Handler<Throwable> QUIET = _ -> {};

  private final CallRequest call;
  private final long maxBytes;
  private final Promise<CallResult> promise = Promise.promise();
  private final Splice body = new Splice(1);
  private @Nullable HttpClientRequest request;
  private @Nullable HttpClientResponse response;
  private boolean ended;

  HttpExchange(CallRequest call, long maxBytes) {
    this.call = call;
    this.maxBytes = maxBytes;
    call.cancellation().add(this);
  }

  Future<CallResult> result() {
    return promise.future();
  }

  void notConnected(Throwable why) {
    complete(HttpFailures.connecting(why));
  }

  void connected(HttpClientRequest opened) {
    request = opened;
    opened.exceptionHandler(QUIET);
    opened.connection().exceptionHandler(QUIET);
    long left = call.deadline().leftMillis();
    if (ended || left == 0) {
      end(CallFailure.TIMED_OUT);
      return;
    }
    var headers = opened.headers();
    headers.set(DEADLINE, Long.toString(left));
    call.headers().forEach(headers::set);
    send(opened).onComplete(this::answering, this::broken);
  }

  private Future<HttpClientResponse> send(HttpClientRequest opened) {
    var content = call.body();
    if (content == null) {
      return opened.send();
    }
    if (!opened.headers().contains(HttpHeaders.CONTENT_TYPE)) {
      opened.headers().set(HttpHeaders.CONTENT_TYPE, JSON);
    }
    return opened.send(content);
  }

  private void answering(HttpClientResponse answer) {
    response = answer;
    answer.exceptionHandler(this::broken);
    answer.handler(this::take);
    answer.endHandler(_ -> finish(answer));
  }

  private void take(Buffer chunk) {
    if (ended) {
      return;
    }
    body.add(chunk);
    if (body.length() > maxBytes) {
      end(CallFailure.TOO_LARGE);
    }
  }

  private void finish(HttpClientResponse answer) {
    if (!ended) {
      var part = new Part(body, null);
      complete(new CallResult.Answered(answer.statusCode(), answer.headers(), part));
    }
  }

  private void broken(Throwable why) {
    complete(response == null ? HttpFailures.awaiting(why) : CallFailure.CUT_OFF);
  }

  @Override
  public void end(CallFailure cause) {
    complete(cause);
    if (request != null) {
      var _ = request.reset();
    }
  }

  private void complete(CallResult result) {
    if (!ended) {
      ended = true;
      call.cancellation().remove(this);
      promise.complete(result);
    }
  }
}
