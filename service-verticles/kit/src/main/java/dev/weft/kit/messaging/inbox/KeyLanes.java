package dev.weft.kit.messaging.inbox;

import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work in lanes: one thing after the other within a key, keys side by side, each lane on a virtual
 * thread. Safe for many threads; what is offered by one thread for a key is done in that order.
 *
 * @param <T> what is to be done
 */
final class KeyLanes<T> {

  private static final Logger LOG = LoggerFactory.getLogger(KeyLanes.class);

  private final VertxInternal vertx;
  private final Consumer<T> work;
  private final Map<String, Deque<T>> lanes = new HashMap<>();
  private final Queue<ContextInternal> contexts = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();

  /** Lanes that do a kind of work, which must not throw; what it throws is logged. */
  KeyLanes(Vertx vertx, Consumer<T> work) {
    this.vertx = (VertxInternal) vertx;
    this.work = work;
  }

  /** Adds to the end of a key's lane. */
  void offer(String key, T item) {
    lock.lock();
    try {
      var lane = lanes.get(key);
      if (lane != null) {
        lane.add(item);
        return;
      }
      var begun = new ArrayDeque<T>();
      begun.add(item);
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
        one(item);
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

  private void one(T item) {
    try {
      work.accept(item);
    } catch (RuntimeException | Error e) {
      LOG.error("a message is left for the broker to deliver again", e);
    }
  }

  private @Nullable T next(String key) {
    lock.lock();
    try {
      var lane = lanes.get(key);
      if (lane != null && !lane.isEmpty()) {
        return lane.remove();
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
