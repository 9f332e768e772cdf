package dev.weft.gateway.call;

import io.vertx.core.Future;

/** Carries a request to one instance. The future never fails. */
@FunctionalInterface
public interface Transport {
  Future<CallResult> send(Target target, CallRequest request);
}
