package dev.weft.node.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RegistryConcurrencyTest {

  private static final int THREADS = 4;
  private static final int STEPS = 500;

  private final long seed = new Random().nextLong();
  private final LocalRegistry registry = new LocalRegistry();

  @Test
  void readersSeeWholeSnapshotsAndListenersHearTheLastOne() throws Exception {
    var heard = new ArrayList<Map<String, List<Instance>>>();
    registry.onChange(heard::add);
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var work =
          IntStream.range(0, THREADS)
              .mapToObj(thread -> threads.submit(() -> comeAndGo(thread)))
              .toList();
      for (var task : work) {
        task.get();
      }
    }

    assertThat(registry.instances("orders").stream().map(Instance::id))
        .as("seed %d", seed)
        .containsExactly("0/http", "1/http", "2/http", "3/http");
    assertThat(heard.getLast()).as("seed %d", seed).isEqualTo(registry.snapshot());
    for (int i = 1; i < heard.size(); i++) {
      assertThat(heard.get(i)).as("each is a change").isNotEqualTo(heard.get(i - 1));
    }
  }

  @Test
  void aListenerThatComesInTheMidstOfChangesNeverHearsAnOlderSnapshotAfterANewerOne()
      throws Exception {
    try (var threads = Executors.newFixedThreadPool(1)) {
      var changes = threads.submit(() -> comeAndGo(0));
      var all = new ArrayList<List<Map<String, List<Instance>>>>();
      while (!changes.isDone() && all.size() < 2_000) {
        var heard = new CopyOnWriteArrayList<Map<String, List<Instance>>>();
        registry.onChange(heard::add);
        all.add(heard);
      }
      changes.get();
      for (var heard : all) {
        assertThat(heard.getLast()).as("seed %d", seed).isEqualTo(registry.snapshot());
      }
    }
  }

  /** Ends registered. */
  private void comeAndGo(int thread) {
    var random = new Random(seed + thread);
    var registration = registry.register(instance(thread)).await();
    for (int i = 0; i < STEPS; i++) {
      if (random.nextBoolean()) {
        registration.drain().await();
        assertThat(mine(thread)).extracting(Instance::state).containsExactly(State.DRAINING);
      }
      registration.withdraw().await();
      assertThat(mine(thread)).isEmpty();
      registration = registry.register(instance(thread)).await();
      assertThat(mine(thread)).containsExactly(instance(thread));
    }
  }

  private List<Instance> mine(int thread) {
    return registry.instances("orders").stream()
        .filter(instance -> instance.id().equals(thread + "/http"))
        .toList();
  }

  private static Instance instance(int thread) {
    return new Instance(
        thread + "/http", "orders", "1", Protocol.HTTP, "127.0.0.1:1", 1, "z", State.UP);
  }
}
