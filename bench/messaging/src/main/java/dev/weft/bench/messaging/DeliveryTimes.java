package dev.weft.bench.messaging;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * From the commit of a message to its handler, at a fixed rate: each message is emitted when it is
 * due, whatever became of those before. The time ends when the handler is called.
 */
final class DeliveryTimes {

  private static final double NANOS_PER_MILLI = 1e6;

  private final Vertx vertx;
  private final Stage stage;
  private int runs;

  DeliveryTimes(Vertx vertx, Stage stage) {
    this.vertx = vertx;
    this.stage = stage;
  }

  /** What is measured: so many messages a second, of so many keys, for so many subscriptions. */
  record Load(int perSecond, int keys, int subscriptions) {}

  /** One row of the table; the first third warms up and is not counted. */
  String measure(Load load, Duration window) throws InterruptedException {
    int messages = (int) (load.perSecond() * window.toSeconds());
    var run = new Run(messages, load.subscriptions());
    var name = "delivery" + ++runs;
    var emitter = Site.start(vertx, name, stage.database(name), stage.broker().port(), List.of());
    var readers =
        IntStream.range(0, load.subscriptions())
            .mapToObj(number -> reader(name + "r" + number, number, run))
            .toList();
    while (!emitter.isConnected() || !readers.stream().allMatch(Site::isConnected)) {
      LockSupport.parkNanos(5_000_000);
    }
    emitAtRate(emitter, load, run);
    run.await();
    for (var reader : readers) {
      reader.close();
      stage.broker().unsubscribe(reader.service());
    }
    emitter.close();
    return run.row(load);
  }

  private Site reader(String service, int number, Run run) {
    stage.broker().subscribe(service);
    return Site.start(
        vertx,
        service,
        stage.database(service),
        stage.broker().port(),
        List.of(
            new Subscriber<>(
                Sold.class, (message, _) -> run.handled(number, message), Handling.SKIP)));
  }

  /** Before there is a rate, the code is warmed up by one message after the other. */
  private static void emitAtRate(Site emitter, Load load, Run run) {
    for (int i = 0; i < run.first(); i++) {
      emit(emitter, load, run, i);
    }
    long began = System.nanoTime();
    long pause = Duration.ofSeconds(1).toNanos() / load.perSecond();
    for (int i = run.first(); i < run.messages; i++) {
      long due = began + (i - run.first()) * pause;
      while (System.nanoTime() - due < 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      int number = i;
      Thread.ofVirtual()
          .uncaughtExceptionHandler((_, failure) -> run.failed(failure))
          .start(() -> emit(emitter, load, run, number));
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
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Run(int messages, int readers) {
      this.messages = messages;
      this.committed = new AtomicLongArray(messages);
      this.handled = new AtomicLongArray[readers];
      Arrays.setAll(handled, _ -> new AtomicLongArray(messages));
      this.left = new CountDownLatch(messages * (readers + 1));
    }

    /** The first that counts. */
    int first() {
      return messages / 3;
    }

    /** Without one of its messages a run says nothing. */
    void failed(Throwable cause) {
      failure.set(cause);
    }

    void await() throws InterruptedException {
      while (!left.await(1, TimeUnit.SECONDS)) {
        if (failure.get() != null) {
          throw new IllegalStateException("a message was not emitted", failure.get());
        }
      }
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
                      IntStream.range(first(), messages)
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
