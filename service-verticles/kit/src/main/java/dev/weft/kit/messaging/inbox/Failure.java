package dev.weft.kit.messaging.inbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Why a message could not be handled.
 *
 * @param reason one sentence
 * @param stackDigest equal for failures that came about in the same way, whatever their words; null
 *     when nothing was thrown
 */
record Failure(String reason, @Nullable String stackDigest) {

  private static final int LONGEST_REASON = 4_000;
  private static final int DIGEST_BYTES = 6;

  /** Frames from here on tell of the kit, and differ between attempts. */
  private static final String OWN_FRAMES = Failure.class.getPackageName() + '.';

  Failure {
    reason = StoredContent.text(reason);
    reason = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
  }

  static Failure of(String reason) {
    return new Failure(reason, null);
  }

  static Failure of(Throwable cause) {
    return new Failure(cause.toString(), digest(cause));
  }

  /** Without line numbers: those change with every edit of a file. */
  private static String digest(Throwable thrown) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      Throwable cause = thrown;
      for (var depth = 0; cause != null && depth < 10; depth++) {
        hash.update(cause.getClass().getName().getBytes(StandardCharsets.UTF_8));
        for (var frame : cause.getStackTrace()) {
          if (frame.getClassName().startsWith(OWN_FRAMES)) {
            break;
          }
          var name = '\n' + frame.getClassName() + '.' + frame.getMethodName();
          hash.update(name.getBytes(StandardCharsets.UTF_8));
        }
        cause = cause.getCause();
      }
      return HexFormat.of().formatHex(hash.digest(), 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
