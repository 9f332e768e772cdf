package dev.weft.gateway.call;

import java.util.ArrayList;
import java.util.List;

/** Where one call was tried so far. For one event loop. */
final class Tries {
  private final List<Target> targets = new ArrayList<>(2);
  private boolean fresh;

  List<Target> targets() {
    return targets;
  }

  void add(Target target) {
    targets.add(target);
  }

  /** All were tried: they may be tried again. */
  void startOver() {
    targets.clear();
  }

  /** Whether the next try needs a connection of its own, as those that are kept may be dead. */
  boolean fresh() {
    return fresh;
  }

  void fresh(boolean needed) {
    fresh = needed;
  }
}
