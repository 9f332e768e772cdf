package dev.weft.kit.messaging.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a relay has in its hands: waiting by key, one of each key under way, and those that
 * were sent but not yet deleted. Not for several threads.
 */
final class Backlog {

  /** A key with this many rows waiting gets no more, so that it leaves room for others. */
  private static final int MANY = 64;

  private final Map<String, Lane> lanes = new HashMap<>();
  private final Deque<Lane> ready = new ArrayDeque<>();
  private final Map<Long, Integer> partitionById = new HashMap<>();
  private final int[] underWayIn = new int[Leases.PARTITIONS];
  private int waiting;
  private int heldUp;
  private int underWay;
  private long drops;

  /** The rows of one key, lowest id first. */
  private static final class Lane {

    private final String key;
    private final int partition;
    private final Deque<Claimed> rows = new ArrayDeque<>();
    private boolean busy;
    private boolean heldUp;

    Lane(OutboxRow first) {
      this.key = first.key();
      this.partition = first.partition();
    }
  }

  /** Stands for what is in hand now; to be asked for before rows are loaded. */
  long asOf() {
    return drops;
  }

  /**
   * Rows that were loaded, in the order of their ids. False when a type or a partition has left
   * meanwhile: the rows are not taken, because rows that left may belong before them.
   */
  boolean add(long asOf, Collection<Claimed> claims) {
    if (asOf != drops) {
      return false;
    }
    for (var claim : claims) {
      if (partitionById.putIfAbsent(claim.row().id(), claim.row().partition()) == null) {
        var lane = lane(claim.row());
        lane.rows.add(claim);
        waiting++;
        heldUp += lane.heldUp ? 1 : 0;
        if (!lane.busy && lane.rows.size() == 1) {
          ready.add(lane);
        }
      }
    }
    return true;
  }

  /** The next row to send, whose key is under way from now on. */
  @Nullable Claimed next() {
    while (!ready.isEmpty()) {
      var lane = ready.remove();
      if (!lane.busy && !lane.rows.isEmpty()) {
        lane.busy = true;
        waiting--;
        underWay++;
        underWayIn[lane.partition]++;
        return lane.rows.remove();
      }
    }
    return null;
  }

  /** The row is done with as far as its key is concerned; its id stays known until forgotten. */
  void finished(OutboxRow row) {
    free(row);
  }

  /** The row has to be sent again before any other of its key. */
  void giveBack(Claimed claim) {
    var lane = lane(claim.row());
    lane.rows.addFirst(claim);
    waiting++;
    heldUp += lane.heldUp ? 1 : 0;
    free(claim.row());
  }

  /** The row stays under way for a while: what waits behind it is no reason to load nothing. */
  void holdUp(OutboxRow row) {
    var lane = lane(row);
    if (!lane.heldUp) {
      lane.heldUp = true;
      heldUp += lane.rows.size();
    }
  }

  /** The row, which was under way, leaves: it will be loaded again some time, here or elsewhere. */
  void leave(OutboxRow row) {
    drops++;
    partitionById.remove(row.id());
    free(row);
  }

  /** The row and all others of its type leave. */
  void dropType(OutboxRow row) {
    for (var lane : List.copyOf(lanes.values())) {
      dropWaiting(lane, other -> other.type().equals(row.type()));
    }
    leave(row);
  }

  /** Rows of a partition leave that are not under way. */
  void dropWaiting(int partition) {
    drops++;
    lanesOf(partition).forEach(lane -> dropWaiting(lane, _ -> true));
  }

  /** All rows of a partition leave, whatever becomes of those under way. */
  void dropPartition(int partition) {
    dropWaiting(partition);
    lanesOf(partition).forEach(lane -> lanes.remove(lane.key));
    partitionById.values().removeIf(of -> of == partition);
    underWay -= underWayIn[partition];
    underWayIn[partition] = 0;
  }

  private List<Lane> lanesOf(int partition) {
    return lanes.values().stream().filter(lane -> lane.partition == partition).toList();
  }

  private void dropWaiting(Lane lane, Predicate<OutboxRow> which) {
    var kept = new ArrayList<Claimed>();
    for (var claim : lane.rows) {
      if (which.test(claim.row())) {
        partitionById.remove(claim.row().id());
        waiting--;
        heldUp -= lane.heldUp ? 1 : 0;
      } else {
        kept.add(claim);
      }
    }
    lane.rows.clear();
    lane.rows.addAll(kept);
    tidy(lane);
  }

  private void free(OutboxRow row) {
    var lane = lane(row);
    lane.busy = false;
    if (lane.heldUp) {
      lane.heldUp = false;
      heldUp -= lane.rows.size();
    }
    underWay--;
    underWayIn[lane.partition]--;
    if (!lane.rows.isEmpty()) {
      ready.add(lane);
    }
    tidy(lane);
  }

  private void tidy(Lane lane) {
    if (!lane.busy && lane.rows.isEmpty()) {
      lanes.remove(lane.key);
    }
  }

  private Lane lane(OutboxRow row) {
    return lanes.computeIfAbsent(row.key(), _ -> new Lane(row));
  }

  /** This row is gone from the table. */
  void forget(long id) {
    partitionById.remove(id);
  }

  /** Rows not yet sent. */
  int waiting() {
    return waiting;
  }

  /** Of these, rows behind one that is held up. */
  int heldUp() {
    return heldUp;
  }

  /** Rows sent and not answered. */
  int underWay() {
    return underWay;
  }

  /** Of these, those of a partition. */
  int underWay(int partition) {
    return underWayIn[partition];
  }

  /** What must not be loaded again. */
  Long[] ids() {
    return partitionById.keySet().toArray(Long[]::new);
  }

  /** Keys that have enough rows here. */
  String[] fullKeys() {
    return lanes.values().stream()
        .filter(lane -> lane.rows.size() >= MANY)
        .map(lane -> lane.key)
        .toArray(String[]::new);
  }
}
