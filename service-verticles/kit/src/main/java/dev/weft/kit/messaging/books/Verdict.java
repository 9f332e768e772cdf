package dev.weft.kit.messaging.books;

/** Whether the books of a subscription balance. */
public sealed interface Verdict {

  /** Every message that was published is accounted for, and no other. */
  record Balances() implements Verdict {
    @Override
    public String text() {
      return "balances";
    }
  }

  /** Something has moved lately. */
  record InMotion() implements Verdict {
    @Override
    public String text() {
      return "in motion";
    }
  }

  /** So many messages were published and are nowhere. */
  record ShortBy(long number) implements Verdict {
    @Override
    public String text() {
      return "short by " + number;
    }
  }

  /** So many messages came in that were not published. */
  record OverBy(long number) implements Verdict {
    @Override
    public String text() {
      return "over by " + number;
    }
  }

  /** It can not be told. */
  record Unknown(String why) implements Verdict {
    @Override
    public String text() {
      return "unknown: " + why;
    }
  }

  /** For people. */
  String text();

  /** Whether somebody has to look at it. */
  default boolean alarms() {
    return this instanceof ShortBy || this instanceof OverBy;
  }
}
