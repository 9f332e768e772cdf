package dev.weft.node.registry;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The snapshot that readers see, and the listeners who are told of a new one. */
final class LocalCopy {

  private static final Logger log = LoggerFactory.getLogger(LocalCopy.class);

  private final List<Consumer<Map<String, List<Instance>>>> listeners =
      new CopyOnWriteArrayList<>();
  private volatile Map<String, List<Instance>> snapshot = Map.of();

  Map<String, List<Instance>> snapshot() {
    return snapshot;
  }

  /** Replaces the copy; listeners hear of it only when something is different. */
  synchronized void replace(Collection<Instance> instances) {
    var grouped =
        instances.stream()
            .sorted(Comparator.comparing(Instance::id))
            .collect(
                Collectors.groupingBy(
                    Instance::service, HashMap::new, Collectors.toUnmodifiableList()));
    var next = Map.copyOf(grouped);
    if (!next.equals(snapshot)) {
      snapshot = next;
      listeners.forEach(listener -> tell(listener, next));
    }
  }

  synchronized Registry.Subscription onChange(Consumer<Map<String, List<Instance>>> listener) {
    listeners.add(listener);
    tell(listener, snapshot);
    return () -> listeners.remove(listener);
  }

  private static void tell(
      Consumer<Map<String, List<Instance>>> listener, Map<String, List<Instance>> snapshot) {
    try {
      listener.accept(snapshot);
    } catch (RuntimeException e) {
      log.error("a listener of the registry failed; the others are told all the same", e);
    }
  }
}
