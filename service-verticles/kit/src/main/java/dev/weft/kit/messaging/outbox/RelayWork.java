package dev.weft.kit.messaging.outbox;

import java.util.List;

/**
 * What a relay does and how.
 *
 * @param source the CloudEvents source of all its messages, such as {@code /orders}
 * @param observer is told what became of messages
 * @param duties what it does for its partitions besides sending
 */
public record RelayWork(
    String source, RelaySettings settings, RelayObserver observer, List<PartitionDuty> duties) {

  public RelayWork {
    duties = List.copyOf(duties);
  }
}
