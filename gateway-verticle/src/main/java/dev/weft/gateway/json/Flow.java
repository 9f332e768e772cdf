package dev.weft.gateway.json;

import io.vertx.core.buffer.Buffer;

/**
 * Bytes that are still on their way. It stands still until it is {@link #start started}, and has
 * one reader. For one event loop.
 */
public interface Flow {
  /** How many bytes are to come, -1 when nobody has said. */
  long length();

  /** Hands everything to a reader from now on. */
  void start(Reader reader);

  /** Lets nothing come for now. */
  void pause();

  void resume();

  /** Ends it, down to its socket; the reader is told that it broke. */
  void cancel();

  /** Who is told when it breaks before it was started. */
  void onBroken(Runnable told);

  /** Who takes the bytes. */
  interface Reader {
    void bytes(Buffer bytes);

    /** That was all. */
    void end();

    /** It broke off, or what came is not acceptable: what was handed on is not to be used. */
    void broken();
  }
}
