package dev.weft.gateway.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls that are under way, down to their sockets. One stands for a whole answer; a call with
 * a limit of its own has its own below it. For one event loop.
 */
public final class Cancellation {
  private @Nullable CallFailure cause;
  private @Nullable Running first;
  private @Nullable List<Running> others;

  /** Something under way that can be ended from outside. */
  public interface Running {
    void end(CallFailure cause);
  }

  /** Why everything was ended; null while it goes on. */
  public @Nullable CallFailure cause() {
    return cause;
  }

  /**
   * Registers what is under way. It must be {@link #remove removed} when it has ended by itself.
   */
  public void add(Running running) {
    if (first == null) {
      first = running;
    } else {
      if (others == null) {
        others = new ArrayList<>(4);
      }
      others.add(running);
    }
  }

  @SuppressWarnings("ReferenceEquality") // the same one, not its like
  public void remove(Running running) {
    if (first == running) {
      first = null;
    } else if (others != null) {
      others.remove(running);
    }
  }

  /** Ends all that is under way, and all that might still begin. */
  public void cancel(CallFailure why) {
    if (cause != null) {
      return;
    }
    cause = why;
    var one = first;
    var more = others;
    first = null;
    others = null;
    if (one != null) {
      one.end(why);
    }
    if (more != null) {
      more.forEach(running -> running.end(why));
    }
  }
}
