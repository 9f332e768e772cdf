package dev.weft.stack;

/** What the commands answer to the shell; docs/operations.md lists them. */
final class ExitStatus {

  static final int OK = 0;
  static final int FAILED = 1;

  /** Wrong command line or wrong configuration. */
  static final int WRONG_INPUT = 2;

  static final int NOT_RUNNING = 3;

  private ExitStatus() {}
}
