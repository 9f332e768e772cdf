package dev.weft.node.registry;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The instances of all services, as this process knows them. Safe for all threads. */
public interface Registry {

  /**
   * The instances of a service, draining ones too, ordered by id; empty when there are none.
   * Answers from a local copy and allocates nothing.
   */
  default List<Instance> instances(String service) {
    return snapshot().getOrDefault(service, List.of());
  }

  /** The whole local copy by service name. Immutable. */
  Map<String, List<Instance>> snapshot();

  /** Makes an instance known. It stays known until withdrawn or until this process goes. */
  Future<Registration> register(Instance instance);

  /**
   * Calls a listener with every new snapshot, one at a time and in order, and once at once with the
   * present one. The listener must not block.
   *
   * @return closes the subscription
   */
  Subscription onChange(Consumer<Map<String, List<Instance>>> listener);

  /** Ends calls to a listener. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
