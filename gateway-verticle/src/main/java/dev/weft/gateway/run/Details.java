package dev.weft.gateway.run;

/** One sentence for a rejected answer. It tells what happened, never what a service said. */
final class Details {
  private Details() {}

  static String of(int status) {
    return switch (status) {
      case 400 ->
          "The request lacks something that a required part is asked for with, or a service refused"
              + " it.";
      case 502 -> "A service that is needed for this answer failed.";
      case 503 -> "A service that is needed for this answer is not available now.";
      case 504 -> "A service that is needed for this answer did not answer in time.";
      default -> "A service that is needed for this answer refused the request.";
    };
  }
}
