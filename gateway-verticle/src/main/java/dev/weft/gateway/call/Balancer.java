package dev.weft.gateway.call;

import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;
import dev.weft.node.registry.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses an instance of one service: of two picked at random the one with less under way
 * (Mitzenmacher, "The power of two choices", 2001). An instance that refused a connection is left
 * out for a short while, unless all are. For one event loop.
 */
public final class Balancer {
  private static final long EJECTION_NANOS = 2_000_000_000L;

  private final Supplier<List<Instance>> source;
  private final Protocol protocol;
  private List<Instance> seen = List.of();
  private List<Target> targets = List.of();

  public Balancer(Supplier<List<Instance>> source, Protocol protocol) {
    this.source = source;
    this.protocol = protocol;
  }

  /** An instance that was not tried yet; null when there is none left. */
  public @Nullable Target choose(List<Target> tried) {
    refresh();
    int size = targets.size();
    if (size <= 1) {
      return size == 0 || tried.contains(targets.getFirst()) ? null : targets.getFirst();
    }
    return chooseFrom(candidates(tried));
  }

  private static @Nullable Target chooseFrom(List<Target> candidates) {
    int size = candidates.size();
    if (size <= 1) {
      return size == 0 ? null : candidates.getFirst();
    }
    var random = ThreadLocalRandom.current();
    int one = random.nextInt(size);
    int two = random.nextInt(size - 1);
    var first = candidates.get(one);
    var second = candidates.get(two < one ? two : two + 1);
    return second.isLessLoadedThan(first) ? second : first;
  }

  private List<Target> candidates(List<Target> tried) {
    long now = System.nanoTime();
    boolean anyLeftOut = !tried.isEmpty();
    for (var target : targets) {
      anyLeftOut |= target.isEjected(now);
    }
    if (!anyLeftOut) {
      return targets;
    }
    var untried = new ArrayList<Target>(targets);
    untried.removeAll(tried);
    var healthy = new ArrayList<Target>(untried);
    healthy.removeIf(target -> target.isEjected(now));
    return healthy.isEmpty() ? untried : healthy;
  }

  /** The instance did not answer: it is left out for a short while. */
  public void eject(Target target) {
    target.eject(EJECTION_NANOS);
  }

  @SuppressWarnings("ReferenceEquality") // the registry hands out the same list until it changes
  private void refresh() {
    var now = source.get();
    if (now != seen) {
      seen = now;
      targets = rebuilt(now);
    }
  }

  private List<Target> rebuilt(List<Instance> instances) {
    var usable = new ArrayList<Target>();
    for (var instance : instances) {
      if (instance.protocol() == protocol && instance.state() == State.UP) {
        usable.add(known(instance));
      }
    }
    return List.copyOf(usable);
  }

  private Target known(Instance instance) {
    for (var target : targets) {
      if (target.instance().equals(instance)) {
        return target;
      }
    }
    return new Target(instance);
  }
}
