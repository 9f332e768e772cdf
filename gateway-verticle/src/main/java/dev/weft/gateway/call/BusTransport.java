package dev.weft.gateway.call;

import dev.weft.gateway.json.Splice;
import dev.weft.gateway.plan.Part;
import dev.weft.node.call.BusAnswer;
import dev.weft.node.call.BusCall;
import dev.weft.node.call.BusRequest;
import dev.weft.node.call.CallHeaders;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;

/** Reaches an instance over the clustered event bus. */
final class BusTransport implements Transport {
  private final Vertx vertx;
  private final long maxBytes;

  BusTransport(Vertx vertx, long maxBytes) {
    this.vertx = vertx;
    this.maxBytes = maxBytes;
  }

  @Override
  public Future<CallResult> send(Target target, CallRequest request) {
    long left = request.deadline().leftMillis();
    if (left == 0) {
      return Future.succeededFuture(CallFailure.TIMED_OUT);
    }
    var headers = MultiMap.caseInsensitiveMultiMap();
    request.headers().forEach(headers::add);
    headers.set(CallHeaders.DEADLINE_MS, Long.toString(left));
    var body = request.body() == null ? Buffer.buffer() : request.body();
    if (body.length() > 0 && !headers.contains(HttpHeaders.CONTENT_TYPE)) {
      headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
    }
    var message = new BusRequest(request.method().name(), request.uri(), headers, body);
    Promise<CallResult> promise = Promise.promise();
    Cancellation.Running running = promise::tryComplete;
    request.cancellation().add(running);
    BusCall.send(vertx.eventBus(), target.instance().address(), message, Duration.ofMillis(left))
        .onComplete(
            answer -> promise.tryComplete(answered(answer)), e -> promise.tryComplete(failed(e)));
    return promise.future().onComplete(_ -> request.cancellation().remove(running));
  }

  private CallResult answered(BusAnswer answer) {
    return answer.body().length() > maxBytes
        ? CallFailure.TOO_LARGE
        : new CallResult.Answered(
            answer.status(), answer.headers(), new Part(new Splice(1).add(answer.body()), null));
  }

  private static CallResult failed(Throwable why) {
    if (why instanceof ReplyException reply) {
      return switch (reply.failureType()) {
        case NO_HANDLERS -> CallFailure.REFUSED;
        case TIMEOUT -> CallFailure.TIMED_OUT;
        default -> CallFailure.MALFORMED;
      };
    }
    return CallFailure.MALFORMED;
  }
}
