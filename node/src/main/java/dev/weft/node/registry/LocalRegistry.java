package dev.weft.node.registry;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The registry of a process that stands alone: it knows what was registered in it. */
public final class LocalRegistry implements Registry {

  private final LocalCopy copy = new LocalCopy();
  private final Map<String, Instance> entries = new HashMap<>();

  @Override
  public Map<String, List<Instance>> snapshot() {
    return copy.snapshot();
  }

  @Override
  public Future<Registration> register(Instance instance) {
    put(instance);
    return Future.succeededFuture(new Entry(instance));
  }

  @Override
  public Subscription onChange(Consumer<Map<String, List<Instance>>> listener) {
    return copy.onChange(listener);
  }

  private synchronized void put(Instance instance) {
    entries.put(instance.id(), instance);
    copy.replace(entries.values());
  }

  private synchronized void drain(Instance instance) {
    if (entries.containsKey(instance.id())) {
      put(instance.withState(State.DRAINING));
    }
  }

  private synchronized void remove(String id) {
    entries.remove(id);
    copy.replace(entries.values());
  }

  private final class Entry implements Registration {
    private final Instance instance;

    Entry(Instance instance) {
      this.instance = instance;
    }

    @Override
    public Future<Void> drain() {
      LocalRegistry.this.drain(instance);
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> withdraw() {
      remove(instance.id());
      return Future.succeededFuture();
    }
  }
}
