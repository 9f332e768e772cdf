package dev.weft.stack;

/** Whoever watches a start. */
interface StartReport {

  /** What begins now. */
  void step(String what);

  /** How much of a longer step is done; units are the step's own. */
  void progress(String what, long done, long total);

  /** The start is over, well or not. */
  default void end() {}
}
