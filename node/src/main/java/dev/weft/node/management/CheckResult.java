package dev.weft.node.management;

/** What a check says. */
public sealed interface CheckResult {

  /**
   * All is well, or as well as it must be.
   *
   * @param note something an operator wants to know all the same; empty: nothing
   */
  record Up(String note) implements CheckResult {}

  /** Something is wrong. */
  record Down(String reason) implements CheckResult {}

  static CheckResult up() {
    return new Up("");
  }

  static CheckResult up(String note) {
    return new Up(note);
  }

  static CheckResult down(String reason) {
    return new Down(reason);
  }
}
