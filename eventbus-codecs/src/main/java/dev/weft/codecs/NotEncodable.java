package dev.weft.codecs;

/** A message that can not be put on the wire, for example because its key is empty. */
public final class NotEncodable extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  NotEncodable(String message) {
    super(message);
  }

  NotEncodable(String message, Throwable cause) {
    super(message, cause);
  }
}
