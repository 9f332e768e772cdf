package dev.weft.node.management;

/** What a check says. */
public sealed interface CheckResult {

  /** All is well. */
  record Up() implements CheckResult {}

  /** Something is wrong. */
  record Down(String reason) implements CheckResult {}

  static CheckResult up() {
    return new Up();
  }

  static CheckResult down(String reason) {
    return new Down(reason);
  }
}
