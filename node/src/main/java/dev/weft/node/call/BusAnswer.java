package dev.weft.node.call;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * An answer as it travels over the event bus.
 *
 * @param headers HTTP headers; names compare without regard to case
 */
public record BusAnswer(int status, MultiMap headers, Buffer body) {}
