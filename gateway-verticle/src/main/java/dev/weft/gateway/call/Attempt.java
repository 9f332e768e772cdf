package dev.weft.gateway.call;

import io.vertx.core.Future;

/** One try of a call, at an instance where it was not tried yet. The future never fails. */
@FunctionalInterface
interface Attempt {
  Future<CallResult> send(CallRequest request, Tries tries);
}
