package dev.weft.node.management;

import io.vertx.core.Future;

/**
 * Answers requests to a path of the management port. Called on an event loop, so it must not block;
 * a future that fails is logged and answered 500 without its text.
 */
@FunctionalInterface
public interface ManagementHandler {
  Future<ManagementAnswer> handle(ManagementRequest request);
}
