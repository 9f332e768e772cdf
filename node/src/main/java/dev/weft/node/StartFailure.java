package dev.weft.node;

import java.net.BindException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A process cannot start, for a reason that its operator can mend. The message is one sentence. */
public final class StartFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StartFailure(String sentence) {
    super(sentence);
  }

  public StartFailure(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  /**
   * Says why a server cannot listen.
   *
   * @param what for example {@code the traffic port}
   */
  public static StartFailure listening(String what, String host, int port, Throwable cause) {
    var address = what + " " + port + " on " + host;
    return new StartFailure(upperFirst(reason(what, host, address, cause)), cause);
  }

  private static String reason(String what, String host, String address, Throwable cause) {
    for (Throwable e = cause; e != null; e = e.getCause()) {
      var text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      if (e instanceof UnknownHostException) {
        return what + " cannot be opened: the host " + host + " is unknown.";
      }
      if (text.contains("in use")) {
        return address + " is taken by another process.";
      }
      if (text.contains("permission denied")) {
        return address + " cannot be opened: this user may not open it.";
      }
      if (text.contains("cannot assign") || text.contains("can't assign")) {
        return what + " cannot be opened: " + host + " is no address of this machine.";
      }
      if (e instanceof BindException) {
        break;
      }
    }
    return address + " cannot be opened: " + cause.getMessage() + ".";
  }

  private static String upperFirst(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
