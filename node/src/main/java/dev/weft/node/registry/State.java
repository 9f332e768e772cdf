package dev.weft.node.registry;

/** Whether an instance wants requests. */
public enum State {
  UP,
  /** Finishes what it has; gets nothing new. */
  DRAINING
}
