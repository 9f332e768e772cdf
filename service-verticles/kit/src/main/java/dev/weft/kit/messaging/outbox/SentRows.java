package dev.weft.kit.messaging.outbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ids of rows that the broker has, deleted in batches: one batch at a time, so that batches grow
 * with the load.
 */
final class SentRows {

  private static final Logger LOG = LoggerFactory.getLogger(SentRows.class);
  private static final int FULL = 250;
  private static final Duration LINGER = Duration.ofMillis(10);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(250);

  private final Vertx vertx;
  private final Function<List<Long>, Future<Void>> delete;
  private List<Long> ids = new ArrayList<>();
  private boolean deleting;
  private boolean lingering;

  SentRows(Vertx vertx, Function<List<Long>, Future<Void>> delete) {
    this.vertx = vertx;
    this.delete = delete;
  }

  void add(long id) {
    ids.add(id);
    if (ids.size() >= FULL) {
      flush();
    } else {
      later(LINGER);
    }
  }

  boolean isEmpty() {
    return ids.isEmpty() && !deleting;
  }

  void flush() {
    if (deleting || ids.isEmpty()) {
      return;
    }
    deleting = true;
    var batch = ids;
    ids = new ArrayList<>();
    delete
        .apply(batch)
        .onComplete(
            done -> {
              deleting = false;
              if (done.failed()) {
                LOG.warn("sent messages can not be deleted yet: {}", done.cause().toString());
                ids.addAll(batch);
                later(PAUSE_AFTER_FAILURE);
              } else if (ids.size() >= FULL) {
                flush();
              } else if (!ids.isEmpty()) {
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
