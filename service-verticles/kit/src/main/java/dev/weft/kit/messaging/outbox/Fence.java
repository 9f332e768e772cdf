package dev.weft.kit.messaging.outbox;

import java.util.Collection;
import java.util.List;

/**
 * Leases as two arrays for a statement, which checks that they still hold.
 *
 * @param partitions of the keys
 * @param epochs of their leases
 */
@SuppressWarnings("ArrayRecordComponent") // goes to the driver and nowhere else
public record Fence(Integer[] partitions, Long[] epochs) {

  /**
   * Begins a statement whose first two arguments are a fence: {@code held} are the partitions whose
   * leases hold. The locks on the leases' rows let nobody take them over before it has committed.
   */
  public static final String HELD =
      """
      WITH held AS MATERIALIZED (
        SELECT lease.partition
          FROM weft_partition AS lease
          JOIN unnest($1::int[], $2::bigint[]) AS mine (partition, epoch)
            ON lease.partition = mine.partition AND lease.epoch = mine.epoch
         WHERE lease.until > clock_timestamp() FOR KEY SHARE OF lease)\
      """;

  static Fence of(Collection<PartitionLease> leases) {
    return new Fence(
        leases.stream().map(PartitionLease::partition).toArray(Integer[]::new),
        leases.stream().map(PartitionLease::epoch).toArray(Long[]::new));
  }

  /** The lease of this partition alone, or none. */
  public Fence only(int partition) {
    var at = List.of(partitions).indexOf(partition);
    return at < 0
        ? new Fence(new Integer[0], new Long[0])
        : new Fence(new Integer[] {partition}, new Long[] {epochs[at]});
  }
}
