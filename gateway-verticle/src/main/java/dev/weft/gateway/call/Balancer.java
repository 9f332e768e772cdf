package dev.weft.gateway.call;

import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;
import dev.weft.node.registry.State;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses an instance of one service: of two picked at random the one with less under way
 * (Mitzenmacher, "The power of two choices", 2001), in proportion to weights, from the own zone
 * first. Instances that fail are left out for a while. For one event loop.
 */
public final class Balancer {
  private final Supplier<List<Instance>> source;
  private final Settings settings;
  private List<Instance> seen = List.of();
  private List<Target> targets = List.of();
  private Candidates all = Candidates.NONE;
  private boolean someEjected;

  /**
   * How to choose.
   *
   * @param zone where the gateway runs
   * @param clock nanoseconds
   * @param ejected told when an instance is left out
   */
  record Settings(
      Protocol protocol,
      String zone,
      EjectionPolicy ejection,
      LongSupplier clock,
      Runnable ejected) {}

  Balancer(Supplier<List<Instance>> source, Settings settings) {
    this.source = source;
    this.settings = settings;
  }

  /** An instance that was not tried yet; null when there is none left. */
  public @Nullable Target choose(List<Target> tried) {
    refresh();
    if (tried.isEmpty() && !isSomeEjected()) {
      return all.choose();
    }
    var untried = new ArrayList<>(targets);
    untried.removeAll(tried);
    long now = settings.clock().getAsLong();
    var healthy = untried.stream().filter(target -> !target.isEjected(now)).toList();
    return candidates(healthy.isEmpty() ? untried : healthy).choose();
  }

  /** Whether there is an instance that was not tried yet. */
  public boolean hasUntried(List<Target> tried) {
    refresh();
    return targets.size() > tried.size() || !tried.containsAll(targets);
  }

  private boolean isSomeEjected() {
    if (someEjected) {
      long now = settings.clock().getAsLong();
      someEjected = targets.stream().anyMatch(target -> target.isEjected(now));
    }
    return someEjected;
  }

  /** The instance refused a connection, so that nothing was sent. */
  public void refused(Target target) {
    note(target, Verdict.FAILING, true);
  }

  /** The instance broke a connection, or took too long. */
  public void failed(Target target) {
    note(target, Verdict.FAILING, false);
  }

  /** The instance answered. */
  public void answered(Target target, int status) {
    note(target, Verdict.of(status), false);
  }

  void note(Target target, Verdict verdict, boolean refused) {
    if (verdict == Verdict.HEALTHY) {
      target.healthy();
    } else if (verdict == Verdict.FAILING && settings.ejection().enabled()) {
      boolean due = target.failed() >= settings.ejection().failures();
      if (refused || due) {
        maybeEject(target, refused);
      }
    }
  }

  /**
   * One that refuses is certainly not there; failures may have a reason that all instances share,
   * so that not too many are left out for them.
   */
  private void maybeEject(Target target, boolean refused) {
    long now = settings.clock().getAsLong();
    long out = targets.stream().filter(other -> other != target && other.isEjected(now)).count();
    boolean isLast = out + 1 >= targets.size();
    boolean isTooMany = out + 1 > settings.ejection().share() * targets.size();
    if (target.isEjected(now) || isLast || (isTooMany && !refused)) {
      return;
    }
    target.eject(now, settings.ejection());
    someEjected = true;
    settings.ejected().run();
  }

  @SuppressWarnings("ReferenceEquality") // the registry hands out the same list until it changes
  private void refresh() {
    var now = source.get();
    if (now != seen) {
      seen = now;
      targets = rebuilt(now);
      all = candidates(targets);
    }
  }

  private Candidates candidates(List<Target> from) {
    return Candidates.of(from, settings.zone());
  }

  private List<Target> rebuilt(List<Instance> instances) {
    var usable = new ArrayList<Target>();
    for (var instance : instances) {
      if (instance.protocol() == settings.protocol() && instance.state() == State.UP) {
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
