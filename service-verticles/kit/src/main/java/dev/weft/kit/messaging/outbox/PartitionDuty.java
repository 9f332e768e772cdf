package dev.weft.kit.messaging.outbox;

import io.vertx.core.Context;

/** What a relay does for its partitions besides sending their outbox. */
public interface PartitionDuty {

  /** Begins; called once, on the relay's context. */
  void start(Post post);

  /** Begins nothing more; called on the relay's context. */
  void stop();

  /** The relay that a duty is done for. To be used on its context. */
  interface Post {

    Context context();

    /** The leases under which something may be begun now. */
    Fence leases();

    /** There is something new in the outbox. */
    void wake();
  }
}
