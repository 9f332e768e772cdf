package dev.weft.node.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports that the system chooses. Vert.x takes a negative port for a free one that all servers with
 * the same number share, so every server of a process that is another needs a number of its own.
 */
public final class FreePort {
  private static final AtomicInteger USED = new AtomicInteger();

  private FreePort() {}

  /** The port to listen on: the configured one, or for 0 a number that stands for a free one. */
  public static int of(int configured) {
    return configured == 0 ? -USED.incrementAndGet() : configured;
  }
}
