package dev.weft.stack.processes;

import dev.weft.stack.path.Api;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Steady reads and writes over several gateways, and what came of each. */
final class Traffic implements AutoCloseable {
  private static final int AT_ONCE = 16;
  private static final int READS_PER_WRITE = 4;
  private static final long PERIOD_MILLIS = 25;

  private final List<Api> gateways;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Semaphore gate = new Semaphore(AT_ONCE);
  private final AtomicLong number = new AtomicLong();
  private final Queue<Read> reads = new ConcurrentLinkedQueue<>();
  private final Queue<Write> writes = new ConcurrentLinkedQueue<>();

  /**
   * A read; times are those of {@link System#nanoTime}.
   *
   * @param status 0 when a part was missing, -1 when there was no answer at all
   */
  record Read(long begun, long ended, String path, int status, String body) {}

  /** A write and where the gateway said that the order is. */
  record Write(int status, String location) {}

  Traffic(List<Api> gateways) {
    this.gateways = gateways;
    var _ = clock.scheduleAtFixedRate(this::next, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void next() {
    if (gate.tryAcquire()) {
      long n = number.getAndIncrement();
      threads.execute(() -> once(n));
    }
  }

  private void once(long n) {
    try {
      var gateway = gateways.get((int) (n % gateways.size()));
      if (n % (READS_PER_WRITE + 1) == 0) {
        write(gateway, n);
      } else {
        read(gateway, n);
      }
    } finally {
      gate.release();
    }
  }

  private void read(Api gateway, long n) {
    String path =
        n % 2 == 0 ? "/orders/" + (1 + n % 30_000) : "/customers/" + (1 + n % 10_000) + "/overview";
    long begun = System.nanoTime();
    try {
      var answer = gateway.get(path);
      boolean partial = answer.headers().firstValue("Weft-Partial").isPresent();
      int status = partial ? 0 : answer.statusCode();
      reads.add(new Read(begun, System.nanoTime(), path, status, answer.body()));
    } catch (RuntimeException e) {
      reads.add(new Read(begun, System.nanoTime(), path, -1, e.toString()));
    }
  }

  private void write(Api gateway, long n) {
    var answer =
        gateway.post(
            "/orders",
            "{\"customerId\":%d,\"storeId\":3,\"lines\":[{\"productId\":%d,\"quantity\":1}]}"
                .formatted(1 + n % 9_000, 1 + n % 1_500));
    writes.add(new Write(answer.statusCode(), answer.headers().firstValue("Location").orElse("")));
  }

  List<Read> reads() {
    return List.copyOf(reads);
  }

  List<Write> writes() {
    return List.copyOf(writes);
  }

  /** Sends nothing more and waits for what is under way. */
  @Override
  public void close() {
    clock.shutdownNow();
    threads.close();
  }
}
