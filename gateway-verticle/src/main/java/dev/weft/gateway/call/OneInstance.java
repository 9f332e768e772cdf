package dev.weft.gateway.call;

import io.vertx.core.Future;

/**
 * Sends a request to one instance. When that refuses the connection nothing was sent: another takes
 * its place at once, for writes too.
 */
final class OneInstance implements Attempt {
  private final Balancer balancer;
  private final Transport transport;

  OneInstance(Balancer balancer, Transport transport) {
    this.balancer = balancer;
    this.transport = transport;
  }

  @Override
  public Future<CallResult> send(CallRequest request, Tries tries) {
    var cause = request.cancellation().cause();
    if (cause != null) {
      return Future.succeededFuture(cause);
    }
    var target = balancer.choose(tries.targets());
    if (target == null) {
      return Future.succeededFuture(
          tries.targets().isEmpty() ? CallFailure.NO_INSTANCE : CallFailure.REFUSED);
    }
    tries.add(target);
    target.begin();
    return Sent.by(
            () ->
                tries.fresh()
                    ? transport.sendAnew(target, request)
                    : transport.send(target, request))
        .onFailure(_ -> target.end())
        .compose(result -> ended(request, tries, target, result));
  }

  private Future<CallResult> ended(
      CallRequest request, Tries tries, Target target, CallResult result) {
    target.end();
    balancer.note(target, Verdict.of(result), result == CallFailure.REFUSED);
    return result == CallFailure.REFUSED && balancer.hasUntried(tries.targets())
        ? send(request, tries)
        : Future.succeededFuture(result);
  }
}
