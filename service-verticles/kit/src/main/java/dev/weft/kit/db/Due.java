package dev.weft.kit.db;

import java.time.Duration;
import java.time.Instant;

/** When a scheduled message is due, by the database's clock. */
public sealed interface Due {

  /** At a time; one that is over means at once. */
  record At(Instant time) implements Due {

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    public At {
      if (time.isAfter(LATEST)) {
        throw new IllegalArgumentException("no message is due after the year 9999");
      }
    }
  }

  /** So long after the commit. */
  record After(Duration pause) implements Due {

    private static final Duration LONGEST = Duration.ofDays(365 * 100);

    public After {
      if (pause.isNegative() || pause.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("a pause is from 0 to 100 years");
      }
    }
  }
}
