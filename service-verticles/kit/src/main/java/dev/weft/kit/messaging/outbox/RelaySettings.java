package dev.weft.kit.messaging.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a relay works.
 *
 * @param lease how long it may be silent before another instance takes over
 * @param underWay most messages sent and not answered
 * @param batch most rows loaded at once
 * @param loadBytes about how much payload is loaded at once
 * @param mostMessageBytes larger payloads are not sent but set aside
 * @param attempts after so many refusals by the broker a message is set aside
 * @param idlePoll longest pause between two looks into an empty outbox
 * @param keep how long messages are kept that were sent; null: not at all
 */
public record RelaySettings(
    Duration lease,
    int underWay,
    int batch,
    long loadBytes,
    int mostMessageBytes,
    int attempts,
    Duration idlePoll,
    @Nullable Duration keep) {

  /** What suits most services. */
  public static final RelaySettings DEFAULT =
      new RelaySettings(
          Duration.ofSeconds(5), 512, 500, 8L << 20, 1 << 20, 5, Duration.ofMillis(200), null);

  /** The same with another lease. */
  public RelaySettings withLease(Duration length) {
    return new RelaySettings(
        length, underWay, batch, loadBytes, mostMessageBytes, attempts, idlePoll, keep);
  }

  /** The same that keeps what was sent for so long; null: not at all. */
  public RelaySettings withKeep(@Nullable Duration time) {
    return new RelaySettings(
        lease, underWay, batch, loadBytes, mostMessageBytes, attempts, idlePoll, time);
  }
}
