package dev.weft.bench.messaging;

import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.Handling;
import dev.weft.kit.Transaction;
import dev.weft.kit.messaging.inbox.Subscriber;
import dev.weft.node.trace.TraceContext;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * From the commit of a message to its handler, at a fixed rate: each message is emitted when it is
 * due, whatever became of those before. The time ends when the handler is called.
 */
final class DeliveryTimes {

  private static final double NANOS_PER_MILLI = 1e6;

  private final Vertx vertx;
  private final int brokerPort;
  private final Function<String, DatabaseConfig> databases;

  /**
   * Measures in one process.
   *
   * @param databases a fresh one with the kit's tables for a service's name
   */
  DeliveryTimes(Vertx vertx, int brokerPort, Function<String, DatabaseConfig> databases) {
    this.vertx = vertx;
    this.brokerPort = brokerPort;
    this.databases = databases;
  }

  /** What is measured: so many messages a second, of so many keys, for so many subscriptions. */
  record Load(int perSecond, int keys, int subscriptions) {}

  /** One row of the table; the first third warms up and is not counted. */
  String measure(Load load, Duration window) throws InterruptedException {
    int messages = (int) (load.perSecond() * window.toSeconds());
    var run = new Run(messages, load.subscriptions());
    var name = "delivery" + load.keys() + "x" + load.subscriptions();
    var emitter = Site.start(vertx, name, databases.apply(name), brokerPort, List.of());
    var readers =
        IntStream.range(0, load.subscriptions())
            .mapToObj(reader -> reader(name + "r" + reader, reader, run))
            .toList();
    while (!emitter.isConnected() || !readers.stream().allMatch(Site::isConnected)) {
      LockSupport.parkNanos(5_000_000);
    }
    emitAtRate(emitter, load, run);
    run.left.await();
    readers.forEach(Site::close);
    emitter.close();
    return run.row(load);
  }

  private Site reader(String service, int number, Run run) {
    return Site.start(
        vertx,
        service,
        databases.apply(service),
        brokerPort,
        List.of(
            new Subscriber<>(
                Sold.class, (message, _, _) -> run.handled(number, message), Handling.SKIP)));
  }

  private static void emitAtRate(Site emitter, Load load, Run run) {
    long began = System.nanoTime();
    long pause = Duration.ofSeconds(1).toNanos() / load.perSecond();
    for (int i = 0; i < run.messages; i++) {
      long due = began + i * pause;
      while (System.nanoTime() - due < 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      int number = i;
      Thread.startVirtualThread(() -> emit(emitter, load, run, number));
    }
  }

  private static void emit(Site emitter, Load load, Run run, int number) {
    emitter
        .transactions()
        .run(
            TraceContext.fresh(),
            (Transaction tx) -> {
              tx.emit(Sold.of(number, load.keys()));
              return true;
            });
    run.committed(number);
  }

  /** When each message was committed, and when it was handled by each reader. */
  private static final class Run {

    private final int messages;
    private final AtomicLongArray committed;
    private final AtomicLongArray[] handled;
    private final CountDownLatch left;

    Run(int messages, int readers) {
      this.messages = messages;
      this.committed = new AtomicLongArray(messages);
      this.handled = new AtomicLongArray[readers];
      Arrays.setAll(handled, _ -> new AtomicLongArray(messages));
      this.left = new CountDownLatch(messages * (readers + 1));
    }

    void committed(int number) {
      committed.set(number, System.nanoTime());
      left.countDown();
    }

    void handled(int reader, Sold message) {
      if (handled[reader].compareAndSet((int) message.customerId(), 0, System.nanoTime())) {
        left.countDown();
      }
    }

    String row(Load load) {
      var millis =
          Arrays.stream(handled)
              .flatMapToDouble(
                  times ->
                      IntStream.range(messages / 3, messages)
                          .mapToDouble(i -> Math.max(0, times.get(i) - committed.get(i))))
              .map(nanos -> nanos / NANOS_PER_MILLI)
              .sorted()
              .toArray();
      return String.format(
          Locale.ROOT,
          "| %d/s, %d key(s), %d subscription(s) | %.1f | %.1f | %.1f |",
          load.perSecond(),
          load.keys(),
          load.subscriptions(),
          millis[millis.length / 2],
          millis[millis.length * 99 / 100],
          millis[millis.length - 1]);
    }
  }
}
