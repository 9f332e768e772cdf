package dev.weft.kit.messaging.books;

import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.SubscriptionName;
import dev.weft.node.management.CheckResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the books of a service every few seconds, tells others what it has published, and judges
 * its own subscriptions by what others tell. For any thread.
 */
public final class Books {

  private static final Logger LOG = LoggerFactory.getLogger(Books.class);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

  /** Whatever a reading costs, most of the time there is none. */
  private static final int PAUSE_PER_READING = 5;

  private final Vertx vertx;
  private final Context context;
  private final BooksSettings settings;
  private final Announcements announcements;
  private final TypeBooks types;
  private final SubscriptionBooks subscriptions;
  private volatile Statement latest = Statement.NONE;
  private volatile boolean stopped;
  private long timer = -1;
  private @Nullable Future<Statement> underWay;
  private boolean troubled;

  /** Reads nothing before {@link #start()}. */
  public Books(Vertx vertx, Pool pool, Broker broker, BooksSettings settings, Kept kept) {
    this.vertx = vertx;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.settings = settings;
    this.announcements = new Announcements(vertx, kept.service(), settings.freshFor());
    this.types = new TypeBooks(pool, kept.emitted());
    this.subscriptions =
        new SubscriptionBooks(pool, broker, settings, announcements, kept.subscriptions());
  }

  /**
   * What books are kept of.
   *
   * @param emitted types that have a book though nothing was ever published
   */
  public record Kept(
      String service, Collection<String> emitted, Collection<SubscriptionName> subscriptions) {

    public Kept {
      emitted = List.copyOf(emitted);
      subscriptions = List.copyOf(subscriptions);
    }
  }

  /** Reads now, and again and again. */
  public void start() {
    context.runOnContext(_ -> look());
  }

  /** As of the last reading. */
  public Statement latest() {
    return latest;
  }

  /** Reads now. */
  public Future<Statement> now() {
    return onContext(this::reading);
  }

  /** Up in any case: what is wrong with books is no reason to take a service out of rotation. */
  public CheckResult health() {
    var alarms = alarms();
    return alarms.isEmpty()
        ? CheckResult.up()
        : CheckResult.up("alarm: " + String.join("; ", alarms));
  }

  /** What somebody has to look at, a sentence each. */
  public List<String> alarms() {
    return latest.alarms(settings.alarmAfter());
  }

  /**
   * From now on nothing is missing in the books of a subscription, and publishers that do not tell
   * theirs any more are forgotten.
   *
   * @param who for the audit
   * @return fails with an {@link IllegalStateException} that says why it can not be done now, or an
   *     {@link IllegalArgumentException} when there is no such subscription
   */
  public Future<Void> open(String subscription, String who) {
    return onContext(
        () -> reading().compose(_ -> subscriptions.open(subscription, who)).mapEmpty());
  }

  public void stop() {
    stopped = true;
    announcements.close();
    context.runOnContext(_ -> vertx.cancelTimer(timer));
  }

  private <T> Future<T> onContext(Supplier<Future<T>> work) {
    var answer = Promise.<T>promise();
    context.runOnContext(_ -> work.get().onComplete(answer));
    return answer.future();
  }

  private void look() {
    var began = System.nanoTime();
    reading()
        .onComplete(
            read -> {
              note(read.cause());
              var took = Duration.ofNanos(System.nanoTime() - began);
              later(max(settings.every(), took.multipliedBy(PAUSE_PER_READING)));
            });
  }

  private void later(Duration pause) {
    if (!stopped) {
      timer = vertx.setTimer(Math.max(1, pause.toMillis()), _ -> look());
    }
  }

  /** One at a time: who asks while there is one gets the same. */
  private Future<Statement> reading() {
    var same = underWay;
    if (same != null) {
      return same;
    }
    var begun = read().timeout(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    underWay = begun;
    return begun.onComplete(_ -> underWay = null);
  }

  private Future<Statement> read() {
    return types
        .read()
        .onSuccess(announcements::tell)
        .compose(
            found -> subscriptions.read().map(books -> new Statement(Instant.now(), found, books)))
        .onSuccess(statement -> latest = statement);
  }

  private void note(@Nullable Throwable failure) {
    if (failure != null && !troubled && !stopped) {
      LOG.warn("the books can not be read: {}", failure.toString());
    }
    troubled = failure != null;
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
