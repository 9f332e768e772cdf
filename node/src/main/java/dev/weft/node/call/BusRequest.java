package dev.weft.node.call;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * A request as it travels over the event bus.
 *
 * @param uri path and query
 * @param headers HTTP headers; names compare without regard to case
 */
public record BusRequest(String method, String uri, MultiMap headers, Buffer body) {}
