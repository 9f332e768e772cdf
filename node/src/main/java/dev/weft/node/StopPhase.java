package dev.weft.node;

import java.time.Duration;

/** The order in which a process stops. Steps of one phase run at the same time. */
public enum StopPhase {
  /** Tell everybody to send nothing new. Readiness fails from here on. */
  WITHDRAW(25),
  /** Take nothing new, finish what is in flight. */
  DRAIN(80),
  /** Close what is left. */
  CLOSE(95);

  private final int percent;

  StopPhase(int percent) {
    this.percent = percent;
  }

  /** By when, from the beginning of the stop, the phase is over whatever still runs in it. */
  public Duration endWithin(Duration grace) {
    return grace.multipliedBy(percent).dividedBy(100);
  }
}
