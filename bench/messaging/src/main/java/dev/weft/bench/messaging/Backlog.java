package dev.weft.bench.messaging;

import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.Handling;
import dev.weft.kit.db.Database;
import dev.weft.kit.messaging.inbox.Subscriber;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A full outbox that is relayed and handled: how fast each tenth goes, and what the heap holds. */
final class Backlog {

  private static final String READER = "reader";
  private static final int TENTHS = 10;
  private static final double MEGABYTE = 1 << 20;

  private final Vertx vertx;
  private final Stage stage;

  Backlog(Vertx vertx, Stage stage) {
    this.vertx = vertx;
    this.stage = stage;
  }

  /** One row of the table for each tenth. */
  List<String> measure(int messages) throws InterruptedException {
    var rows = new ArrayList<String>();
    var handled = new AtomicInteger();
    var tenths = Math.max(1, messages / TENTHS);
    var done = new CountDownLatch(messages / tenths * tenths);
    stage.broker().subscribe(READER);
    var reader =
        Site.start(
            vertx,
            READER,
            stage.database(READER),
            stage.broker().port(),
            List.of(
                new Subscriber<>(
                    Sold.class,
                    (_, _) -> {
                      handled.incrementAndGet();
                      done.countDown();
                    },
                    Handling.SKIP)));
    while (!reader.isConnected()) {
      LockSupport.parkNanos(5_000_000);
    }
    var config = stage.database("backlog");
    fill(config, messages);
    var began = System.nanoTime();
    var emitter = Site.start(vertx, "backlog", config, stage.broker().port(), List.of());
    for (int tenth = 1; tenth <= messages / tenths; tenth++) {
      while (handled.get() < tenth * tenths) {
        LockSupport.parkNanos(1_000_000);
      }
      long now = System.nanoTime();
      rows.add(
          String.format(
              Locale.ROOT,
              "| %,d | %,.0f/s | %.1f |",
              tenth * tenths,
              tenths * 1e9 / (now - began),
              heap()));
      began = System.nanoTime();
    }
    done.await();
    emitter.close();
    reader.close();
    return rows;
  }

  private void fill(DatabaseConfig config, int messages) {
    var database = Database.open(vertx, "fill", config);
    for (int from = 0; from < messages; from += 20_000) {
      database
          .pool()
          .preparedQuery(RelayRate.FILL)
          .execute(Tuple.of(Sold.TYPE, RelayRate.payload(), Math.min(20_000, messages - from)))
          .await();
    }
    database.close().await();
  }

  /** After a collection, in MB. */
  private static double heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
  }
}
