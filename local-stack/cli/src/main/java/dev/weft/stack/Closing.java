package dev.weft.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started and how to end it, last things first. Closing twice is no error. */
final class Closing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private final Deque<Step> steps = new ArrayDeque<>();

  private record Step(String what, AutoCloseable close) {}

  synchronized void add(String what, AutoCloseable close) {
    steps.push(new Step(what, close));
  }

  /** Ends everything, whatever fails on the way. */
  @Override
  public synchronized void close() {
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      try {
        step.close().close();
      } catch (Exception e) { // what AutoCloseable declares
        LOG.warn("closing failed: {}", step.what(), e);
      }
    }
  }
}
