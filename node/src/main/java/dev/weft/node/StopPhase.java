package dev.weft.node;

/** The order in which a process stops. Steps of one phase run at the same time. */
public enum StopPhase {
  /** Tell everybody to send nothing new. Readiness fails from here on. */
  WITHDRAW,
  /** Take nothing new, finish what is in flight. */
  DRAIN,
  /** Close what is left. */
  CLOSE
}
