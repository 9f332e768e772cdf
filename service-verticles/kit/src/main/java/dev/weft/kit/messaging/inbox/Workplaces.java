package dev.weft.kit.messaging.inbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where handlers work: so many at a time, first come, first served, and none after the end. A pause
 * takes no place from others. Whoever waits here awaits a future, and blocks its thread by nothing
 * else: only so does its context do meanwhile what else it has to, such as to give the connection
 * of a transaction back that was rolled back. With all of them kept, nobody could work.
 */
final class Workplaces {

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
  private final Promise<Void> closing = Promise.promise();
  private int free;

  Workplaces(int number) {
    this.free = number;
  }

  /** From now on nothing new is begun and no pause is waited for. */
  void close() {
    closing.tryComplete();
  }

  boolean open() {
    return !closing.future().isComplete();
  }

  <T> T work(Supplier<T> work) {
    enter().await();
    try {
      return work.get();
    } finally {
      leave();
    }
  }

  private Future<Void> enter() {
    lock.lock();
    try {
      if (free > 0) {
        free--;
        return Future.succeededFuture();
      }
      var turn = Promise.<Void>promise();
      waiting.add(turn);
      return turn.future();
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    var next = next();
    if (next != null) {
      next.complete();
    }
  }

  /** Whose place it is from now on. */
  private @Nullable Promise<Void> next() {
    lock.lock();
    try {
      if (waiting.isEmpty()) {
        free++;
      }
      return waiting.poll();
    } finally {
      lock.unlock();
    }
  }

  void pause(Duration length) {
    closing.future().timeout(length.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty().await();
  }
}
