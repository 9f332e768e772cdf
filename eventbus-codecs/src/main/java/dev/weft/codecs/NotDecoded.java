package dev.weft.codecs;

/** Data that does not become a message, with the outcome to tell. */
final class NotDecoded extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Decoded why;

  NotDecoded(Decoded why, Throwable cause) {
    super(why.describe(), cause);
    this.why = why;
  }

  NotDecoded(Decoded why) {
    super(why.describe());
    this.why = why;
  }

  Decoded why() {
    return why;
  }
}
