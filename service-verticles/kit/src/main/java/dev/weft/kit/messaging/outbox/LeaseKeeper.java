package dev.weft.kit.messaging.outbox;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a relay has its fair share of the partitions: announces it, renews what it has,
 * gives up what is too much, and takes what others have left. Runs on the relay's context.
 */
final class LeaseKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
  private static final int LOOKS_PER_LEASE = 5;

  private final Context context;
  private final Leases leases;
  private final Relaying relaying;
  private final Map<Integer, PartitionLease> held = new TreeMap<>();
  private final Set<PartitionLease> releasing = new HashSet<>();
  private final Promise<Void> left = Promise.promise();
  private long usefulAt = System.nanoTime();
  private boolean asking;
  private boolean leaving;
  private boolean databaseAway;

  /** What is done under the leases. */
  interface Relaying {

    /** Whether the broker is there: without one, partitions are better with others. */
    boolean isUseful();

    /** There are more partitions than before. */
    void taken();

    /** Nothing new is to be begun for this partition. */
    void givenUp(int partition);

    /** Whether nothing of this partition is under way. */
    boolean idle(int partition);

    /** Nothing is to be done under this lease any more. */
    void ended(PartitionLease lease);
  }

  LeaseKeeper(Context context, Leases leases, Relaying relaying) {
    this.context = context;
    this.leases = leases;
    this.relaying = relaying;
  }

  /** Those under which something new may be begun, by partition. */
  Map<Integer, PartitionLease> sending() {
    return held.values().stream()
        .filter(PartitionLease::sends)
        .collect(Collectors.toMap(PartitionLease::partition, lease -> lease));
  }

  /** Whether this instance has none, not even one that it is about to let go. */
  boolean holdsNone() {
    return held.isEmpty();
  }

  /** Looks after the leases, now and from then on. */
  void look() {
    if (left.future().isComplete()) {
      return;
    }
    if (!asking) {
      asking = true;
      (isUseful() ? see() : standAside())
          .timeout(leases.length().toMillis(), TimeUnit.MILLISECONDS)
          .onComplete(
              done -> {
                asking = false;
                note(done.cause());
                leaveWithoutLeases();
              });
    }
    List.copyOf(held.values()).stream()
        .filter(lease -> !lease.holds())
        .forEach(lease -> lose(lease, "it was not renewed in time"));
    var pause = leases.length().toMillis() / LOOKS_PER_LEASE;
    context
        .owner()
        .setTimer(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1), _ -> look());
  }

  /** A short while without a broker is no reason: the others may have none either. */
  private boolean isUseful() {
    if (leaving || relaying.isUseful()) {
      usefulAt = System.nanoTime();
    }
    return System.nanoTime() - usefulAt < leases.length().toNanos();
  }

  private Future<?> standAside() {
    List.copyOf(held.values()).forEach(this::giveUp);
    return leases.leave();
  }

  private Future<?> see() {
    var asked = held.values().stream().filter(lease -> !releasing.contains(lease)).toList();
    var trusted = leases.trustedFromNow();
    return leases
        .renew(asked)
        .compose(
            standing -> {
              for (var lease : asked) {
                if (standing.renewed().contains(lease.partition())) {
                  lease.trustUntil(trusted);
                } else if (!releasing.contains(lease)) {
                  lose(lease, "it had ended");
                }
              }
              return balance(standing.share());
            });
  }

  /** Comes nearer to the fair share. */
  private Future<?> balance(int share) {
    sending().values().stream().skip(share).forEach(this::giveUp);
    if (leaving || held.size() >= share) {
      return Future.succeededFuture();
    }
    return leases.take(share - held.size()).onSuccess(this::begin);
  }

  private void begin(List<PartitionLease> taken) {
    for (var lease : taken) {
      held.put(lease.partition(), lease);
      if (leaving) {
        giveUp(lease);
      }
    }
    if (!taken.isEmpty()) {
      LOG.info("relaying partitions {}", held.keySet());
      relaying.taken();
    }
  }

  private void giveUp(PartitionLease lease) {
    lease.giveUp();
    relaying.givenUp(lease.partition());
    releaseWhatIsIdle();
  }

  /** Something that was under way has ended. */
  void releaseWhatIsIdle() {
    held.values().stream()
        .filter(lease -> lease.givenUp() && !releasing.contains(lease))
        .filter(lease -> relaying.idle(lease.partition()))
        .toList()
        .forEach(this::release);
  }

  private void release(PartitionLease lease) {
    releasing.add(lease);
    leases
        .release(lease)
        .onComplete(
            _ -> {
              releasing.remove(lease);
              end(lease);
            });
  }

  /** The lease is another's, or nobody's. */
  void lose(PartitionLease lease, String why) {
    if (!lease.over()) {
      LOG.warn("lost the lease of partition {}: {}", lease.partition(), why);
      end(lease);
    }
  }

  private void end(PartitionLease lease) {
    lease.end();
    if (held.remove(lease.partition(), lease)) {
      relaying.ended(lease);
    }
    leaveWithoutLeases();
  }

  /** Lets go of all, as soon as nothing is under way. */
  Future<Void> leave() {
    leaving = true;
    List.copyOf(held.values()).forEach(this::giveUp);
    leaveWithoutLeases();
    return left.future();
  }

  /** An answer that is still to come could announce this relay again. */
  private void leaveWithoutLeases() {
    if (leaving && held.isEmpty() && !asking) {
      leases.leave().onComplete(_ -> left.tryComplete());
    }
  }

  private void note(@Nullable Throwable failure) {
    if (failure == null) {
      databaseAway = false;
    } else if (!databaseAway) {
      databaseAway = true;
      LOG.warn("the relay can not reach its leases: {}", failure.toString());
    }
  }
}
