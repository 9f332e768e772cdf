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
  private final Sizes sizes;
  private final Promise<CallResult> promise = Promise.promise();
  private final Splice body = new Splice(1);
  private @Nullable HttpClientRequest request;
  private @Nullable HttpClientResponse response;
  private boolean ended;

  /** The most that is kept of an answer, and from where on it flows. */
  record Sizes(long most, long large) {}

  HttpExchange(CallRequest call, Sizes sizes) {
    this.call = call;
    this.sizes = sizes;
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

  private static long declared(HttpClientResponse answer) {
    var length = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
    // The client has refused a length that is no number.
    return length == null ? -1 : Long.parseLong(length);
  }

  /** Only a good answer flows, and only as it was written. */
  private static boolean mayFlow(HttpClientResponse answer) {
    int status = answer.statusCode();
    return status >= 200 && status < 300 && answer.getHeader(HttpHeaders.CONTENT_ENCODING) == null;
  }

  /** Tells of the answer before it is complete; the rest comes when somebody takes it. */
  private void handOver(HttpClientResponse answer) {
    var opened = request;
    if (ended || opened == null || !mayFlow(answer)) {
      return;
    }
    ended = true;
    long declared = declared(answer);
    long left = declared < 0 ? -1 : declared - body.length();
    var flow = new HttpFlow(opened, answer, call.cancellation(), left);
    call.cancellation().remove(this);
    body.add(flow);
    promise.complete(
        new CallResult.Answered(answer.statusCode(), answer.headers(), new Part(body, null)));
  }

  private void take(Buffer chunk) {
    if (ended) {
      return;
    }
    body.add(chunk);
    if (body.length() > sizes.large() && response != null) {
      handOver(response);
    }
    if (!ended && body.length() > sizes.most()) {
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
