package dev.weft.kit.messaging.books;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;

/**
 * How long the oldest message has waited at a broker that does not tell it: the message that is
 * next was there when as many had arrived as have gone now, and one more. As exact as it is asked
 * often.
 */
final class WaitingAge {

  private static final int MOST = 1_000;

  private final Deque<Point> points = new ArrayDeque<>();
  private long now;
  private long apart;

  /** So many had arrived then. */
  private record Point(long arrived, long at) {}

  /**
   * Notes the numbers of a moment.
   *
   * @param gone messages that have left the broker
   * @param waiting that are there
   * @param nanos of {@link System#nanoTime()}
   */
  void note(long gone, long waiting, long nanos) {
    now = nanos;
    while (!points.isEmpty() && points.getFirst().arrived <= gone) {
      points.removeFirst();
    }
    var last = points.peekLast();
    if (waiting <= 0) {
      points.clear();
      apart = 0;
    } else if (last == null || (last.arrived < gone + waiting && nanos - last.at >= apart)) {
      points.addLast(new Point(gone + waiting, nanos));
    }
    if (points.size() > MOST) {
      thin();
    }
  }

  /** From now on points are so far apart that they last for twice as long. */
  private void thin() {
    apart = 2 * (points.getLast().at - points.getFirst().at) / points.size();
    var all = new ArrayList<>(points);
    points.clear();
    for (int i = 0; i < all.size(); i += 2) {
      points.addLast(all.get(i));
    }
  }

  /** At the last moment that was noted; zero when nothing waits. */
  Duration oldest() {
    var first = points.peekFirst();
    return first == null ? Duration.ZERO : Duration.ofNanos(now - first.at);
  }
}
