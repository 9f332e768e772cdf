package dev.weft.kit;

import io.vertx.core.Future;

/** A service that runs. Safe for all threads. */
public interface ServiceHandle {

  /** The name of the service. */
  String service();

  /** The name of this instance of it, one in the whole cluster. */
  String instanceId();

  /** The port it is called at, also when 0 was configured. */
  int httpPort();

  /** How far the first load is, or was. */
  LoadProgress loadProgress();

  /**
   * Looks at once for messages that are due, which are found within a second else: for whoever
   * writes to the service's tables past the kit.
   */
  void wake();

  /** Stops in order; what is in flight is finished. The node goes on. Never fails. */
  Future<Void> stop();
}
