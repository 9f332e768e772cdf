package dev.weft.stack;

/** A command could not do its work; the message is for the user. */
final class StackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  StackException(String message) {
    this(ExitStatus.FAILED, message);
  }

  StackException(int status, String message) {
    super(message);
    this.status = status;
  }

  StackException(String message, Throwable cause) {
    super(message, cause);
    this.status = ExitStatus.FAILED;
  }

  int status() {
    return status;
  }
}
