package dev.weft.kit.messaging.outbox;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the backlog: when it is told that there is something, and else by looking, ever less often.
 * Runs on the relay's context.
 */
final class OutboxLoader {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxLoader.class);
  private static final Duration LEAST_POLL = Duration.ofMillis(5);
  private static final int MOST_BATCHES = 10;

  private final Vertx vertx;
  private final OutboxTable table;
  private final Backlog backlog;
  private final WaitingTypes waitingTypes;
  private final RelaySettings settings;
  private final Supplier<Map<Integer, PartitionLease>> leases;
  private final Runnable loaded;
  private long poll = LEAST_POLL.toMillis();
  private long pollTimer = -1;
  private boolean loading;
  private boolean more;
  private boolean stopped;

  /**
   * Loads nothing before it is told to.
   *
   * @param leases under which something new may be sent, by partition
   * @param loaded called after each look
   */
  OutboxLoader(RelayParts parts, Supplier<Map<Integer, PartitionLease>> leases, Runnable loaded) {
    this.vertx = parts.context().owner();
    this.table = parts.table();
    this.backlog = parts.backlog();
    this.waitingTypes = parts.waitingTypes();
    this.settings = parts.work().settings();
    this.leases = leases;
    this.loaded = loaded;
  }

  /** There may be more rows: the next look is worth while, and soon. */
  void expect() {
    more = true;
    poll = LEAST_POLL.toMillis();
  }

  void stop() {
    stopped = true;
    vertx.cancelTimer(pollTimer);
  }

  /** Looks, if there may be something and there is room for it. */
  void turn() {
    if (more && !loading && !stopped && hasRoom()) {
      var mine = leases.get();
      if (!mine.isEmpty()) {
        load(mine);
      }
    }
  }

  /** Keys that are refused must not keep others from being loaded, nor fill the memory. */
  private boolean hasRoom() {
    var batch = settings.batch();
    return backlog.waiting() - backlog.heldUp() < batch && backlog.waiting() < MOST_BATCHES * batch;
  }

  private void load(Map<Integer, PartitionLease> mine) {
    loading = true;
    more = false;
    var asOf = backlog.asOf();
    table
        .load(
            mine.keySet(),
            backlog,
            waitingTypes.at(System.nanoTime()),
            settings.batch(),
            settings.loadBytes())
        .onComplete(
            done -> {
              loading = false;
              if (done.failed()) {
                LOG.warn("the outbox can not be read: {}", done.cause().toString());
              } else if (!done.result().isEmpty()) {
                expect();
                backlog.add(asOf, claimed(done.result(), mine));
              }
              loaded.run();
              pollLater();
            });
  }

  private static List<Claimed> claimed(List<OutboxRow> rows, Map<Integer, PartitionLease> mine) {
    return rows.stream()
        .map(row -> new Claimed(row, Objects.requireNonNull(mine.get(row.partition()))))
        .toList();
  }

  /** A commit in this process wakes the relay; others are found by looking. */
  private void pollLater() {
    vertx.cancelTimer(pollTimer);
    if (stopped) {
      return;
    }
    pollTimer =
        vertx.setTimer(
            poll,
            _ -> {
              more = true;
              loaded.run();
              if (!loading) {
                pollLater();
              }
            });
    poll = Math.min(poll * 2, settings.idlePoll().toMillis());
  }
}
