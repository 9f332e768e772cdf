package dev.weft.node.registry;

import io.vertx.core.Future;

/** An entry in the registry, in the hands of the one who made it. */
public interface Registration {

  /** Tells everybody to send nothing new. */
  Future<Void> drain();

  /** Takes the entry away. Doing it twice is no error. */
  Future<Void> withdraw();
}
