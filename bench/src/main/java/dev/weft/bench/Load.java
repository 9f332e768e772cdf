package dev.weft.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Keep-alive connections that send requests: as fast as answers come, or at a fixed rate. */
final class Load {
  private static final int CONNECTIONS = 64;

  private final Vertx vertx;
  private final HttpClient client;

  /** What came of a window of load: answers as expected, and everything else. */
  record Outcome(long good, long bad) {}

  Load(Vertx vertx) {
    this.vertx = vertx;
    this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  /** A closed loop over all connections for this long. */
  Outcome closedLoop(Target target, String path, int bytes, Duration length) {
    long end = System.nanoTime() + length.toNanos();
    var count = new Count(bytes);
    var done = Promise.<Void>promise();
    var running = new AtomicInteger(CONNECTIONS);
    for (int i = 0; i < CONNECTIONS; i++) {
      loop(target, path, end, count)
          .onComplete(
              over -> {
                if (running.decrementAndGet() == 0) {
                  done.complete();
                }
              });
    }
    done.future().await();
    return count.outcome();
  }

  private Future<Void> loop(Target target, String path, long end, Count count) {
    if (System.nanoTime() >= end) {
      return Future.succeededFuture();
    }
    return once(target, path, count).transform(any -> loop(target, path, end, count));
  }

  /** An open loop: {@code perSecond} requests are sent whether or not answers come. */
  Future<Outcome> fixedRate(Target target, String path, int bytes, int perSecond, Duration length) {
    var count = new Count(bytes);
    long total = perSecond * length.toMillis() / 1000;
    var sent = new AtomicLong();
    var settled = new AtomicLong();
    var done = Promise.<Outcome>promise();
    long begin = System.nanoTime();
    vertx.setPeriodic(
        1,
        timer -> {
          long due = Math.min(total, (System.nanoTime() - begin) * perSecond / 1_000_000_000L);
          for (; sent.get() < due; sent.incrementAndGet()) {
            once(target, path, count)
                .onComplete(
                    any -> {
                      if (settled.incrementAndGet() == total) {
                        done.complete(count.outcome());
                      }
                    });
          }
          if (sent.get() == total) {
            vertx.cancelTimer(timer);
          }
        });
    return done.future();
  }

  private Future<Void> once(Target target, String path, Count count) {
    return client
        .request(HttpMethod.GET, target.port(), "127.0.0.1", path)
        .compose(request -> request.send())
        .compose(
            answer -> answer.body().map(body -> answer.statusCode() == 200 ? body.length() : 0))
        .transform(
            length -> {
              count.add(length.succeeded() ? length.result() : 0);
              return Future.succeededFuture();
            });
  }

  /** Counts answers of exactly the expected length as good. */
  private static final class Count {
    private final int bytes;
    private final AtomicLong good = new AtomicLong();
    private final AtomicLong bad = new AtomicLong();

    Count(int bytes) {
      this.bytes = bytes;
    }

    void add(int length) {
      (length == bytes ? good : bad).incrementAndGet();
    }

    Outcome outcome() {
      return new Outcome(good.get(), bad.get());
    }
  }
}
