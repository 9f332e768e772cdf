package dev.weft.stack;

/** Reads the management endpoints of a running stack. */
final class Management {
  static Management of(RunFile run) {
    return new Management();
  }

  StackStatus status(StackHome home) {
    return StackStatus.down();
  }
}
