package dev.weft.kit.messaging.books;

import java.time.Duration;

/**
 * How often books are read, and when something in them is an alarm.
 *
 * @param every pause between two readings
 * @param rest when nothing has moved for so long, books are judged; several readings
 * @param alarmAfter a message that waits for longer is an alarm
 */
public record BooksSettings(Duration every, Duration rest, Duration alarmAfter) {

  /** What suits most services. */
  public static final BooksSettings DEFAULT =
      new BooksSettings(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(5));

  /** The same with another time after which a message waits too long. */
  public BooksSettings withAlarmAfter(Duration time) {
    return new BooksSettings(every, rest, time);
  }

  /**
   * What a publisher has told is worth nothing after this. Shorter than a rest: what it told before
   * something has moved must not be held against what came of that.
   */
  Duration freshFor() {
    return rest.multipliedBy(3).dividedBy(4);
  }
}
