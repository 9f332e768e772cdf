package dev.weft.stack.embedded;

/** PostgreSQL or the broker could not do what was asked; the message is one sentence for a user. */
public final class EmbeddedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EmbeddedException(String message) {
    super(message);
  }

  EmbeddedException(String message, Throwable cause) {
    super(message, cause);
  }
}
