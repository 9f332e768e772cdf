package dev.weft.node.trace;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The trace of the work that runs now. It is kept on the Vert.x context, so it follows callbacks
 * and virtual threads alike. Vert.x gives every HTTP request and every message a context of its own
 * with no trace on it: whoever takes one in sets the trace. {@code ContextInternal.duplicate(true)}
 * makes a context that inherits it.
 */
public final class Traces {

  /** Registered by {@link TraceBootstrap} before any Vertx exists: later ones have no room. */
  static final ContextLocal<TraceContext> LOCAL = ContextLocal.registerLocal(TraceContext.class);

  private Traces() {}

  /**
   * Sets the trace of the current context.
   *
   * @throws IllegalStateException when the thread runs on no Vert.x context
   */
  public static void set(TraceContext trace) {
    @Nullable Context context = Vertx.currentContext();
    if (context == null) {
      throw new IllegalStateException("a trace can be set on a Vert.x context only");
    }
    LOCAL.put(context, trace);
  }

  /** The trace of the current context, if there is one. */
  public static Optional<TraceContext> current() {
    @Nullable Context context = Vertx.currentContext();
    return context == null ? Optional.empty() : Optional.ofNullable(LOCAL.get(context));
  }
}
