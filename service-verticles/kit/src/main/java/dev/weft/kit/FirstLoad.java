package dev.weft.kit;

/**
 * Fills an empty database, once, in one transaction and under a lock: a load that was cut short
 * leaves nothing behind and is done again.
 */
@FunctionalInterface
public interface FirstLoad {
  void load(Transaction tx, LoadProgress progress);
}
