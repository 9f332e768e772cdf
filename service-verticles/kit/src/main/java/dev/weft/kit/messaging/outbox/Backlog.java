package dev.weft.kit.messaging.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Set<Long> ids = new HashSet<>();
  private int waiting;
  private int heldUp;
  private int underWay;
  private long drops;

  /** The rows of one key, lowest id first. */
  private static final class Lane {

    private final String key;
    private final Deque<OutboxRow> rows = new ArrayDeque<>();
    private boolean busy;
    private boolean heldUp;

    Lane(String key) {
      this.key = key;
    }
  }

  /** Stands for what is in hand now; to be asked for before rows are loaded. */
  long asOf() {
    return drops;
  }

  /**
   * Rows that were loaded, in the order of their ids. False when a type has left meanwhile: the
   * rows are not taken, because rows that left may belong before them.
   */
  boolean add(long asOf, Collection<OutboxRow> rows) {
    if (asOf != drops) {
      return false;
    }
    for (var row : rows) {
      if (ids.add(row.id())) {
        var lane = lanes.computeIfAbsent(row.key(), Lane::new);
        lane.rows.add(row);
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
  @Nullable OutboxRow next() {
    while (!ready.isEmpty()) {
      var lane = ready.remove();
      if (!lane.busy && !lane.rows.isEmpty()) {
        lane.busy = true;
        waiting--;
        underWay++;
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
  void giveBack(OutboxRow row) {
    var lane = lane(row);
    lane.rows.addFirst(row);
    waiting++;
    heldUp += lane.heldUp ? 1 : 0;
    free(row);
  }

  /** The row stays under way for a while: what waits behind it is no reason to load nothing. */
  void holdUp(OutboxRow row) {
    var lane = lane(row);
    if (!lane.heldUp) {
      lane.heldUp = true;
      heldUp += lane.rows.size();
    }
  }

  /** The row and all others of its type leave; they will be loaded again some time. */
  void dropType(OutboxRow row) {
    drops++;
    ids.remove(row.id());
    for (var lane : List.copyOf(lanes.values())) {
      var kept = new ArrayList<OutboxRow>();
      for (var other : lane.rows) {
        if (other.type().equals(row.type())) {
          ids.remove(other.id());
          waiting--;
          heldUp -= lane.heldUp ? 1 : 0;
        } else {
          kept.add(other);
        }
      }
      lane.rows.clear();
      lane.rows.addAll(kept);
      tidy(lane);
    }
    free(row);
  }

  private void free(OutboxRow row) {
    var lane = lane(row);
    lane.busy = false;
    if (lane.heldUp) {
      lane.heldUp = false;
      heldUp -= lane.rows.size();
    }
    underWay--;
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
    return lanes.computeIfAbsent(row.key(), Lane::new);
  }

  /** These ids are gone from the table. */
  void forget(Collection<Long> gone) {
    ids.removeAll(gone);
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

  /** What must not be loaded again. */
  Long[] ids() {
    return ids.toArray(Long[]::new);
  }

  /** Keys that have enough rows here. */
  String[] fullKeys() {
    return lanes.values().stream()
        .filter(lane -> lane.rows.size() >= MANY)
        .map(lane -> lane.key)
        .toArray(String[]::new);
  }
}
