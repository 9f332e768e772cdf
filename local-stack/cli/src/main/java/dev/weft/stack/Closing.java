package dev.weft.stack;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started and how to end it, last things first. What is being started when the end
 * comes is waited for, as nobody could end it half started. Closing twice is no error.
 */
final class Closing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Deque<Step> steps = new ArrayDeque<>();
  private boolean starting;
  private boolean closed;

  private record Step(String what, AutoCloseable close) {}

  /** Starts something that may take a while; it throws what it wants. */
  interface Start<T, E extends Exception> {
    T start() throws E;
  }

  /** Ends what was started. */
  interface End<T> {
    void end(T started) throws Exception;
  }

  synchronized void add(String what, AutoCloseable close) {
    steps.push(new Step(what, close));
  }

  /**
   * Starts something and takes note of it.
   *
   * @throws StackException when the end has come meanwhile; then it is ended too
   */
  <T, E extends Exception> T start(String what, Start<T, E> start, End<T> end) throws E {
    begin();
    try {
      T started = start.start();
      add(what, () -> end.end(started));
      return started;
    } finally {
      ended();
    }
  }

  private synchronized void begin() {
    requireOpen();
    starting = true;
  }

  private synchronized void ended() {
    starting = false;
    notifyAll();
  }

  /** Goes no further with a start that is not wanted any more. */
  synchronized void requireOpen() {
    if (closed) {
      throw new StackException("stopped while it was starting");
    }
  }

  /** Ends everything, whatever fails on the way. */
  @Override
  public synchronized void close() {
    closed = true;
    awaitStart();
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      try {
        step.close().close();
      } catch (Exception e) { // what AutoCloseable declares
        LOG.warn("closing failed: {}", step.what(), e);
      }
    }
  }

  private void awaitStart() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (long left = PATIENCE.toNanos(); starting && left > 0; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
