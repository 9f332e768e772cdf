package dev.weft.kit.messaging.outbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows that the broker has, deleted in batches: one batch at a time, so that batches grow with the
 * load.
 */
final class SentRows {

  private static final Logger LOG = LoggerFactory.getLogger(SentRows.class);
  private static final int FULL = 250;
  private static final Duration LINGER = Duration.ofMillis(10);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(250);

  private final Vertx vertx;
  private final Function<List<Claimed>, Future<?>> delete;
  private List<Claimed> sent = new ArrayList<>();
  private List<Claimed> deleting = List.of();
  private boolean lingering;

  /**
   * Deletes by a function.
   *
   * @param delete completes on the context that this runs on
   */
  SentRows(Vertx vertx, Function<List<Claimed>, Future<?>> delete) {
    this.vertx = vertx;
    this.delete = delete;
  }

  void add(Claimed claim) {
    sent.add(claim);
    if (sent.size() >= FULL) {
      flush();
    } else {
      later(LINGER);
    }
  }

  /** Whether no row of a partition waits to be deleted. */
  boolean noneOf(int partition) {
    return Stream.concat(sent.stream(), deleting.stream())
        .noneMatch(claim -> claim.lease().partition() == partition);
  }

  void flush() {
    if (!deleting.isEmpty()) {
      return;
    }
    sent.removeIf(claim -> claim.lease().over());
    if (sent.isEmpty()) {
      return;
    }
    deleting = sent;
    sent = new ArrayList<>();
    delete
        .apply(deleting)
        .onComplete(
            done -> {
              var batch = deleting;
              deleting = List.of();
              if (done.failed()) {
                LOG.warn("sent messages can not be deleted yet: {}", done.cause().toString());
                sent.addAll(batch);
                later(PAUSE_AFTER_FAILURE);
              } else if (sent.size() >= FULL) {
                flush();
              } else if (!sent.isEmpty()) {
                later(LINGER);
              }
            });
  }

  private void later(Duration pause) {
    if (!lingering) {
      lingering = true;
      vertx.setTimer(
          pause.toMillis(),
          _ -> {
            lingering = false;
            flush();
          });
    }
  }
}
