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
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Keep-alive connections that send requests: as fast as answers come, or at a fixed rate. */
final class Load {
  private static final int CONNECTIONS = 64;
  private static final int DIGITS = 3;

  private final Vertx vertx;
  private final HttpClient client;

  /**
   * What came of a window of load: answers as expected, and everything else.
   *
   * @param times nanoseconds from when a request was due to the end of its answer, so that a
   *     gateway that falls behind cannot hide it
   */
  record Outcome(long good, long bad, Histogram times) {}

  /** What is asked, and how long the answer has to be. */
  record Asked(Target target, String path, int bytes) {}

  Load(Vertx vertx) {
    this.vertx = vertx;
    this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  /** Waits until there is an answer; all others must be as long. */
  Asked learn(Target target, String path) {
    for (int i = 0; i < 100; i++) {
      var answer = get(target, path).otherwise(NONE).await();
      if (answer.status() == 200) {
        return new Asked(target, path, answer.length());
      }
      vertx.timer(100).await();
    }
    throw new IllegalStateException(target.name() + " does not answer " + path);
  }

  /** A closed loop over all connections for this long. */
  Outcome closedLoop(Asked asked, Duration length) {
    long end = System.nanoTime() + length.toNanos();
    var count = new Count();
    var done = Promise.<Void>promise();
    var running = new AtomicInteger(CONNECTIONS);
    for (int i = 0; i < CONNECTIONS; i++) {
      loop(asked, end, count)
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

  private Future<Void> loop(Asked asked, long end, Count count) {
    long due = System.nanoTime();
    if (due >= end) {
      return Future.succeededFuture();
    }
    return once(asked, due, count).transform(any -> loop(asked, end, count));
  }

  /** An open loop: requests are sent at a fixed rate whether or not answers come. */
  Future<Outcome> fixedRate(Asked asked, int perSecond, Duration length) {
    var count = new Count();
    long total = perSecond * length.toMillis() / 1000;
    var sent = new AtomicLong();
    var settled = new AtomicLong();
    var done = Promise.<Outcome>promise();
    long begin = System.nanoTime();
    long each = 1_000_000_000L / perSecond;
    vertx.setPeriodic(
        1,
        timer -> {
          long due = Math.min(total, (System.nanoTime() - begin) / each);
          for (; sent.get() < due; sent.incrementAndGet()) {
            once(asked, begin + sent.get() * each, count)
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

  private Future<Void> once(Asked asked, long due, Count count) {
    var expected = new Answer(200, asked.bytes());
    return get(asked.target(), asked.path())
        .transform(
            answer -> {
              var good = answer.succeeded() && answer.result().equals(expected);
              count.add(good, System.nanoTime() - due);
              if (!good) {
                System.err.printf(
                    "%s %s: %s%n",
                    asked.target().name(),
                    asked.path(),
                    answer.succeeded() ? answer.result() : answer.cause());
              }
              return Future.succeededFuture();
            });
  }

  private Future<Answer> get(Target target, String path) {
    return client
        .request(HttpMethod.GET, target.port(), "127.0.0.1", path)
        .compose(request -> request.send())
        .compose(
            answer -> answer.body().map(body -> new Answer(answer.statusCode(), body.length())));
  }

  private record Answer(int status, int length) {}

  private static final Answer NONE = new Answer(0, 0);

  private static final class Count {
    private final AtomicLong good = new AtomicLong();
    private final AtomicLong bad = new AtomicLong();
    private final Histogram times = new ConcurrentHistogram(DIGITS);

    void add(boolean asExpected, long nanos) {
      (asExpected ? good : bad).incrementAndGet();
      times.recordValue(Math.max(0, nanos));
    }

    Outcome outcome() {
      return new Outcome(good.get(), bad.get(), times);
    }
  }
}
