package dev.weft.gateway.edge;

import io.netty.channel.Channel;

/** Whether what was written to a connection moves on. For one event loop. */
final class UnreadSocket {
  private final Channel channel;
  private int first;
  private long sentOfFirst;
  private long movedAt = System.nanoTime();

  UnreadSocket(Channel channel) {
    this.channel = channel;
  }

  boolean isOpen() {
    return channel.isActive();
  }

  /** Whether bytes are waiting, and have been since then without any of them going out. */
  boolean isUnreadSince(long nanos) {
    var unsent = channel.unsafe().outboundBuffer();
    var waiting = unsent == null ? null : unsent.current();
    if (unsent == null || waiting == null) {
      first = 0;
      return false;
    }
    int identity = System.identityHashCode(waiting);
    long sent = unsent.currentProgress();
    if (identity != first || sent != sentOfFirst) {
      first = identity;
      sentOfFirst = sent;
      movedAt = System.nanoTime();
    }
    return movedAt - nanos < 0;
  }

  /** Without a farewell, for which there is no room. */
  void close() {
    var _ = channel.pipeline().context(IdleGuard.class).close();
  }
}
