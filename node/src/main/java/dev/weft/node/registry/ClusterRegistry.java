package dev.weft.node.registry;

import com.hazelcast.cluster.InitialMembershipEvent;
import com.hazelcast.cluster.InitialMembershipListener;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.EntryAdapter;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.MapEvent;
import com.hazelcast.replicatedmap.ReplicatedMap;
import dev.weft.node.StartFailure;
import dev.weft.node.cluster.HazelcastSettings;
import dev.weft.node.management.CheckResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry of a cluster. Each member writes its own instances into a replicated map and reads
 * all of them from its own replica.
 *
 * <p>An entry counts as long as its owner is a member, so what a killed process left behind is gone
 * the moment the cluster notices. Each member writes its entries again from time to time: whatever
 * a split, a merge or a lost update does to the map, it is mended. Everything that may wait for the
 * cluster runs on one thread of its own.
 */
public final class ClusterRegistry implements Registry {

  private static final Logger log = LoggerFactory.getLogger(ClusterRegistry.class);
  private static final long REASSERT_MILLIS = 5_000;
  private static final Duration CLAIM_PATIENCE = Duration.ofSeconds(10);
  private static final long CLAIM_PAUSE_MILLIS = 250;

  private final LocalCopy copy = new LocalCopy();
  private final Map<String, Instance> own = new ConcurrentHashMap<>();
  private final Set<String> notUnderstood = ConcurrentHashMap.newKeySet();
  private final HazelcastInstance hazelcast;
  private final ReplicatedMap<String, String> map;
  private final String me;
  private final Vertx vertx;
  private final WorkerExecutor worker;
  private final Duration patience;
  private final long timer;

  public ClusterRegistry(Vertx vertx, HazelcastInstance hazelcast) {
    this(vertx, hazelcast, CLAIM_PATIENCE);
  }

  /** With its own patience with a process that has the same instance name. */
  ClusterRegistry(Vertx vertx, HazelcastInstance hazelcast, Duration patience) {
    this.vertx = vertx;
    this.patience = patience;
    this.hazelcast = hazelcast;
    this.me = owner(hazelcast.getCluster().getLocalMember());
    this.map = hazelcast.getReplicatedMap(HazelcastSettings.REGISTRY_MAP);
    this.worker = vertx.createSharedWorkerExecutor("weft-registry", 1);
    map.addEntryListener(new Changes());
    hazelcast.getCluster().addMembershipListener(new Members());
    this.timer = vertx.setPeriodic(REASSERT_MILLIS, _ -> onWorker(this::reassert));
    rebuild();
  }

  @Override
  public Map<String, List<Instance>> snapshot() {
    return copy.snapshot();
  }

  @Override
  public Future<Registration> register(Instance instance) {
    return claim(instance, System.nanoTime() + patience.toNanos()).map(_ -> new Entry(instance));
  }

  /** A process that was started anew may have to wait until its killed predecessor is given up. */
  private Future<Void> claim(Instance instance, long until) {
    return onWorker(() -> isAnothers(instance.id()))
        .compose(
            taken -> {
              if (!taken) {
                return put(instance);
              }
              return System.nanoTime() - until < 0
                  ? vertx.timer(CLAIM_PAUSE_MILLIS).compose(_ -> claim(instance, until))
                  : Future.failedFuture(isTaken(instance));
            });
  }

  private boolean isAnothers(String id) {
    return Owned.decode(map.get(id)).filter(this::isAnothers).isPresent();
  }

  private boolean isAnothers(Owned there) {
    return !there.owner().equals(me) && members().contains(there.owner());
  }

  private static StartFailure isTaken(Instance instance) {
    return new StartFailure(
        "Another process of the cluster is registered as "
            + instance.id()
            + ": give each process its own node.instance.");
  }

  @Override
  public Subscription onChange(Consumer<Map<String, List<Instance>>> listener) {
    return copy.onChange(listener);
  }

  /** {@code host:port} of this member. */
  public String address() {
    return address(hazelcast.getCluster().getLocalMember());
  }

  /** {@code host:port} of all members, the oldest first. */
  public List<String> addresses() {
    return hazelcast.getCluster().getMembers().stream().map(ClusterRegistry::address).toList();
  }

  /** Says whether this process is still a member. */
  public CheckResult check() {
    return hazelcast.getLifecycleService().isRunning()
        ? CheckResult.up()
        : CheckResult.down("this process is no member of the cluster any more");
  }

  /** Takes all own entries away. */
  public Future<Void> close() {
    vertx.cancelTimer(timer);
    var all = List.copyOf(own.keySet());
    own.clear();
    return onWorker(() -> all.forEach(map::remove)).eventually(worker::close);
  }

  private Future<Void> put(Instance instance) {
    own.put(instance.id(), instance);
    return onWorker(() -> write(instance));
  }

  private Future<Void> remove(String id) {
    own.remove(id);
    return onWorker(
        () -> {
          map.remove(id);
          rebuild();
        });
  }

  private void write(Instance instance) {
    map.put(instance.id(), new Owned(me, instance).encode());
    rebuild();
  }

  private Future<Void> onWorker(Runnable task) {
    return onWorker(Executors.callable(task, null));
  }

  private <T> Future<T> onWorker(Callable<T> task) {
    return worker
        .executeBlocking(task, true)
        .onFailure(
            e ->
                log.warn(
                    "the registry cannot be changed now, it is tried again: {}", e.toString()));
  }

  /** Writes the own entries again, and removes what members that are gone left behind. */
  private void reassert() {
    var members = members();
    for (var instance : own.values()) {
      if (isAnothers(instance.id())) {
        log.warn(
            "another process registers as {} too: give each its own node.instance", instance.id());
      } else {
        map.put(instance.id(), new Owned(me, instance).encode());
      }
    }
    map.entrySet().stream()
        .filter(entry -> isOrphan(entry.getValue(), members))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(map::remove);
    rebuild();
  }

  private boolean isOrphan(String text, Set<String> members) {
    return Owned.decode(text).map(owned -> !members.contains(owned.owner())).orElse(false);
  }

  /** What is own is known without asking the map; of the others, those whose owner is here. */
  private synchronized void rebuild() {
    var members = members();
    var instances = new HashMap<String, Instance>();
    for (var entry : map.entrySet()) {
      var owned = Owned.decode(entry.getValue());
      if (owned.isEmpty() && notUnderstood.add(entry.getKey())) {
        log.warn("the registry's entry {} is of another version and left out", entry.getKey());
      }
      owned
          .filter(o -> !o.owner().equals(me) && members.contains(o.owner()))
          .ifPresent(o -> instances.put(o.instance().id(), o.instance()));
    }
    instances.putAll(own);
    copy.replace(instances.values());
  }

  private Set<String> members() {
    return hazelcast.getCluster().getMembers().stream()
        .map(ClusterRegistry::owner)
        .collect(Collectors.toSet());
  }

  private static String address(Member member) {
    return member.getAddress().getHost() + ":" + member.getAddress().getPort();
  }

  private static String owner(Member member) {
    return Objects.requireNonNullElse(
        member.getAttribute(HazelcastSettings.OWNER_ATTRIBUTE), member.getUuid().toString());
  }

  private final class Changes extends EntryAdapter<String, String> {
    @Override
    public void onEntryEvent(EntryEvent<String, String> event) {
      rebuild();
    }

    @Override
    public void onMapEvent(MapEvent event) {
      rebuild();
    }
  }

  private final class Members implements InitialMembershipListener {
    @Override
    public void init(InitialMembershipEvent event) {
      rebuild();
    }

    @Override
    public void memberAdded(MembershipEvent event) {
      log.info("{} has joined the cluster", address(event.getMember()));
      rebuild();
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
      log.info("{} has left the cluster", address(event.getMember()));
      rebuild();
    }
  }

  private final class Entry implements Registration {
    private final Instance instance;

    Entry(Instance instance) {
      this.instance = instance;
    }

    @Override
    public Future<Void> drain() {
      return own.containsKey(instance.id())
          ? put(instance.withState(State.DRAINING))
          : Future.succeededFuture();
    }

    @Override
    public Future<Void> withdraw() {
      return remove(instance.id());
    }
  }
}
