package dev.weft.kit.messaging.books;

import org.jspecify.annotations.Nullable;

/**
 * Something to be written into the book of a publisher's messages.
 *
 * @param before the opening that it was judged by; when it is another one by now, nothing is
 *     written
 * @param after the opening from now on
 * @param replayed how many messages sent again are taken into account
 */
record Entry(String source, Act act, @Nullable Long before, long after, long replayed) {

  /** Why an opening is set. */
  enum Act {
    /** Nothing moved for the first time. */
    FIRST_REST,
    /** Messages were sent again that had never come in. */
    REPLAY,
    /** Somebody says so. */
    OPEN;

    String text() {
      return switch (this) {
        case FIRST_REST -> "first rest";
        case REPLAY -> "replay";
        case OPEN -> "open";
      };
    }
  }
}
