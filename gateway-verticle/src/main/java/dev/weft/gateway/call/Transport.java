package dev.weft.gateway.call;

import io.vertx.core.Future;

/** Carries a request to one instance. The future never fails. */
@FunctionalInterface
public interface Transport {
  Future<CallResult> send(Target target, CallRequest request);

  /** The same on a connection that was never used before, where there is such a thing. */
  default Future<CallResult> sendAnew(Target target, CallRequest request) {
    return send(target, request);
  }
}
