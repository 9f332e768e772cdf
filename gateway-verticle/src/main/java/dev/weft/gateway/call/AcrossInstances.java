package dev.weft.gateway.call;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends a request to one of a service's instances. One that refuses the connection is left out for
 * a while and another is tried, for writes too, as nothing was sent. An idempotent request whose
 * connection broke before an answer began is sent once more, to another instance.
 */
final class AcrossInstances implements Call {
  private final Balancer balancer;
  private final Transport transport;

  AcrossInstances(Balancer balancer, Transport transport) {
    this.balancer = balancer;
    this.transport = transport;
  }

  @Override
  public Future<CallResult> send(CallRequest request) {
    var cause = request.cancellation().cause();
    if (cause != null) {
      return Future.succeededFuture(cause);
    }
    var target = balancer.choose(List.of());
    return target == null
        ? Future.succeededFuture(CallFailure.NO_INSTANCE)
        : attempt(request, target)
            .compose(
                result -> maybeAgain(request, result, List.of(target), request.isIdempotent()));
  }

  private Future<CallResult> attempt(CallRequest request, Target target) {
    target.begin();
    var result = transport.send(target, request);
    result.onComplete(_ -> target.end());
    return result;
  }

  private Future<CallResult> maybeAgain(
      CallRequest request, CallResult result, List<Target> tried, boolean mayRepeat) {
    boolean refused = result == CallFailure.REFUSED;
    boolean broken = result == CallFailure.RESET;
    if (!refused && !broken) {
      return Future.succeededFuture(result);
    }
    balancer.eject(tried.getLast());
    var cause = request.cancellation().cause();
    var next = refused || mayRepeat ? balancer.choose(tried) : null;
    if (cause != null || next == null) {
      return Future.succeededFuture(cause != null ? cause : result);
    }
    var now = new ArrayList<>(tried);
    now.add(next);
    return attempt(request, next)
        .compose(again -> maybeAgain(request, again, now, mayRepeat && refused));
  }
}
