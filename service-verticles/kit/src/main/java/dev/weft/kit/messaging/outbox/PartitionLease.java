package dev.weft.kit.messaging.outbox;

/**
 * The right to relay one partition of the keys, as this instance believes to have it: always a
 * little shorter than the database does. Runs on the relay's context.
 */
final class PartitionLease {

  private final int partition;
  private final long epoch;
  private long trustedUntil;
  private boolean givenUp;
  private boolean over;

  /**
   * A lease that was just taken.
   *
   * @param trustedUntil until when, in nanoTime, nobody else can have it
   */
  PartitionLease(int partition, long epoch, long trustedUntil) {
    this.partition = partition;
    this.epoch = epoch;
    this.trustedUntil = trustedUntil;
  }

  int partition() {
    return partition;
  }

  long epoch() {
    return epoch;
  }

  void trustUntil(long nanos) {
    trustedUntil = nanos;
  }

  boolean holds() {
    return !over && trustedUntil - System.nanoTime() > 0;
  }

  /**
   * Whether something new may be sent; what is under way may be finished for as long as it holds.
   */
  boolean sends() {
    return !givenUp && holds();
  }

  /** Another instance is to have it as soon as nothing is under way. */
  void giveUp() {
    givenUp = true;
  }

  boolean givenUp() {
    return givenUp;
  }

  /** Nothing is sent or written under it any more. */
  void end() {
    over = true;
  }

  boolean over() {
    return over;
  }
}
