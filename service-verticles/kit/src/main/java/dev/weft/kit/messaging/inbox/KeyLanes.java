package dev.weft.kit.messaging.inbox;

import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work in lanes: one thing after the other within a key, keys side by side, each lane on a virtual
 * thread. Safe for many threads; what is offered by one thread for a key is done in that order.
 * Counts what is parked: waits behind something of its key that does not get done.
 *
 * @param <T> what is to be done
 */
final class KeyLanes<T> {

  private static final Logger LOG = LoggerFactory.getLogger(KeyLanes.class);

  private final VertxInternal vertx;
  private final Work<T> work;
  private final Map<String, Lane<T>> lanes = new HashMap<>();
  private final Queue<ContextInternal> contexts = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();
  private IntConsumer onParked = _ -> {};
  private int parked;

  /** What is done with an item. */
  interface Work<T> {

    /** Must not throw; what it throws is logged. */
    void accept(T item, Head head);
  }

  /** The place at the head of a lane. */
  interface Head {

    /** Whether what stands here has failed; stays so for the next until told otherwise. */
    void stuck(boolean stuck);
  }

  private static final class Lane<T> {

    private final Deque<T> items = new ArrayDeque<>();
    private boolean stuck;

    int parked() {
      return stuck ? items.size() : 0;
    }
  }

  /** Lanes that do a kind of work. */
  KeyLanes(Vertx vertx, Work<T> work) {
    this.vertx = (VertxInternal) vertx;
    this.work = work;
  }

  /** Is told how many items are parked, one number after the other; must be quick. */
  void onParked(IntConsumer action) {
    lock.lock();
    try {
      onParked = action;
      action.accept(parked);
    } finally {
      lock.unlock();
    }
  }

  /** Adds to the end of a key's lane. */
  void offer(String key, T item) {
    lock.lock();
    try {
      var lane = lanes.get(key);
      if (lane != null) {
        change(lane, () -> lane.items.add(item));
        return;
      }
      var begun = new Lane<T>();
      begun.items.add(item);
      lanes.put(key, begun);
    } finally {
      lock.unlock();
    }
    // A context does one thing at a time, and a lane may block its own: so each has one for itself.
    var idle = contexts.poll();
    go(key, idle == null ? vertx.createVirtualThreadContext() : idle);
  }

  private void go(String key, ContextInternal context) {
    context.duplicate().runOnContext(_ -> run(key, context));
  }

  private void run(String key, ContextInternal context) {
    var emptied = false;
    try {
      for (var item = next(key); item != null; item = next(key)) {
        one(key, item);
      }
      emptied = true;
    } finally {
      if (emptied) {
        contexts.add(context);
      } else {
        go(key, context);
      }
    }
  }

  private void one(String key, T item) {
    try {
      work.accept(item, stuck -> stuck(key, stuck));
    } catch (RuntimeException | Error e) {
      LOG.error("a message is left for the broker to deliver again", e);
    }
  }

  private void stuck(String key, boolean stuck) {
    lock.lock();
    try {
      var lane = Objects.requireNonNull(lanes.get(key));
      change(lane, () -> lane.stuck = stuck);
    } finally {
      lock.unlock();
    }
  }

  private void change(Lane<T> lane, Runnable change) {
    var before = lane.parked();
    change.run();
    if (lane.parked() != before) {
      parked += lane.parked() - before;
      onParked.accept(parked);
    }
  }

  private @Nullable T next(String key) {
    lock.lock();
    try {
      var lane = lanes.get(key);
      if (lane != null && !lane.items.isEmpty()) {
        var item = lane.items.element();
        change(lane, lane.items::remove);
        return item;
      }
      lanes.remove(key);
      if (lanes.isEmpty()) {
        empty.signalAll();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all lanes are empty. Blocks its thread. */
  void awaitEmpty() throws InterruptedException {
    lock.lock();
    try {
      while (!lanes.isEmpty()) {
        empty.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
