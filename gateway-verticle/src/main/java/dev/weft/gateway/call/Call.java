package dev.weft.gateway.call;

import io.vertx.core.Future;

/**
 * Asks a service for something. The future fails only by a mistake of the gateway itself: see
 * {@link CallResult}.
 */
@FunctionalInterface
public interface Call {
  Future<CallResult> send(CallRequest request);
}
