package dev.weft.kit.messaging.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.codecs.AmqpBinding;
import dev.weft.codecs.Envelope;
import dev.weft.kit.Handling;
import dev.weft.kit.messaging.Party;
import dev.weft.kit.messaging.Shop.NobodyCares;
import dev.weft.kit.messaging.Shop.PlacedAsRead;
import dev.weft.kit.messaging.Stage;
import dev.weft.kit.messaging.TestBroker;
import dev.weft.kit.messaging.TestDatabase;
import dev.weft.kit.messaging.amqp.RawSender;
import dev.weft.kit.messaging.broker.SubscriptionName;
import dev.weft.kit.messaging.deadletters.DeadLetterActs.Act;
import dev.weft.kit.messaging.deadletters.DeadLetterFilter;
import dev.weft.kit.messaging.inbox.InboxPurge;
import dev.weft.kit.messaging.inbox.SubscriptionCounts;
import dev.weft.kit.messaging.outbox.RelaySettings;
import dev.weft.node.management.CheckResult;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published = consumed + waiting + dead, and somebody says so when it is not. */
final class BooksTest {

  private static final String TYPE = "foodmart.orders.OrderPlaced";
  private static final String SUBSCRIPTION = TYPE + "::stock";
  private static final BooksSettings QUICK =
      new BooksSettings(Duration.ofMillis(50), Duration.ofMillis(400), Duration.ofMinutes(5));

  @TempDir Path directory;
  private final AtomicBoolean broken = new AtomicBoolean();
  private Stage stage;
  private Party emitter;

  @BeforeEach
  void start() {
    stage = new Stage(directory);
    emitter = stage.start(emitter());
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void theyBalanceWhateverBecomesOfMessages() {
    broken.set(true);
    var reader = stage.start(reader(Handling.HOLD));
    emitter.emit("a", 0, 10);
    Stage.eventually(() -> stage.stock().dead() == 1 && stage.stock().held() == 9);
    assertThat(balanced(reader).counts()).isEqualTo(counts(0, 9, 1, 0));

    act(reader, Act.DISCARD);
    Stage.eventually(() -> stage.stock().dead() == 1);
    assertThat(balanced(reader).counts()).isEqualTo(counts(0, 8, 1, 1));
    broken.set(false);
    act(reader, Act.REDRIVE);
    stage.stock().awaitNothingHeld();
    var book = balanced(reader);
    assertThat(book.counts()).isEqualTo(counts(9, 0, 0, 1));
    assertThat(book.published()).isEqualTo(10);
    assertThat(book.opening()).hasValue(0);

    stage.stock().execute("UPDATE weft_inbox SET handled_at = now() - interval '99 days'");
    var purge = new InboxPurge(stage.vertx(), stage.stock().admin(), Duration.ofDays(30));
    assertThat(purge.run().await()).isEqualTo(10);
    emitter.emit("a", 10, 12);
    outside("one more, of no known publisher");
    Stage.eventually(() -> stage.stock().effects("stock", "a").size() == 11);
    Stage.eventually(() -> balanced(reader).counts().equals(counts(12, 0, 0, 1)));
    assertThat(reader.messaging().books().health()).isEqualTo(CheckResult.up());
  }

  @Test
  void aMessageThatIsStolenFromTheQueueIsMissing() {
    var reader = stage.start(reader(Handling.SKIP));
    emitter.emit("a", 0, 3);
    Stage.eventually(() -> balanced(reader).counts().consumed() == 3);
    stage.stop(reader);
    emitter.emit("a", 3, 6);
    steal();

    var again = stage.start(reader(Handling.SKIP));

    awaitVerdict(again, new Verdict.ShortBy(1));
    assertThat(again.messaging().books().alarms())
        .containsExactly("the books of " + SUBSCRIPTION + " are short by 1");
    assertThat(again.messaging().books().health())
        .isEqualTo(CheckResult.up("alarm: the books of " + SUBSCRIPTION + " are short by 1"));
    assertThat(again.gauge("weft.books.missing")).isEqualTo(1);
    assertThat(again.gauge("weft.books.balanced")).isZero();

    again.messaging().books().open(SUBSCRIPTION, "ann").await();
    awaitVerdict(again, new Verdict.Balances());
    assertThat(again.messaging().books().alarms()).isEmpty();
    assertThat(again.gauge("weft.books.balanced")).isEqualTo(1);
    assertThat(
            stage
                .stock()
                .rows(
                    "SELECT who, act, before, after FROM weft_book_audit"
                        + " WHERE source = '/orders' ORDER BY id"))
        .extracting(row -> row.deepToString())
        .containsExactly("[weft,first rest,null,0]", "[ann,open,0,1]");
  }

  @Test
  void aNewSubscriptionMissesNothingThatIsOlderAndOnlyWhatNobodySentIsTooMuch() {
    stage.start(reader(Handling.SKIP));
    emitter.emit("a", 0, 500);
    Stage.eventually(() -> stage.stock().effects("stock", "a").size() == 500);
    var fresh = TestDatabase.fresh(stage.vertx());
    var late = stage.start(stage.party("late", fresh).books(QUICK).noting());
    assertThat(balanced(late).opening()).hasValue(500);
    emitter.emit("a", 500, 501);
    Stage.eventually(() -> balanced(late).counts().consumed() == 1);

    stage
        .orders()
        .execute(
            "INSERT INTO weft_replay (type, service, since, asked_by)"
                + " VALUES ($1, 'late', now() - interval '1 h', 'ann')",
            TYPE);
    Stage.eventually(() -> fresh.count("SELECT count(*) FROM weft_inbox") == 501);

    Stage.eventually(() -> balanced(late).counts().consumed() == 501);
    assertThat(balanced(late).opening()).hasValue(0);
    fresh.execute("INSERT INTO weft_inbox VALUES ($1, '/orders', 'forged')", TYPE + "::late");
    awaitVerdict(late, new Verdict.OverBy(1));
    assertThat(late.gauge("weft.books.missing")).isEqualTo(-1);
  }

  @Test
  void aMessageThatWaitsForTooLongIsAnAlarmUntilItIsGone() {
    broken.set(true);
    var impatient = QUICK.withAlarmAfter(Duration.ofSeconds(1));
    var reader = stage.start(reader(Handling.HOLD).books(impatient));
    var noisy = stage.start(emitter().books(impatient));
    emitter.emit("a", 0, 2);
    noisy.emit(new NobodyCares("1"));

    awaitAlarm(reader, "the oldest message held for " + SUBSCRIPTION);
    awaitAlarm(noisy, "the oldest message in the outbox, of type foodmart.nobody.Cares");
    assertThat(noisy.gauge("weft.outbox.waiting")).isEqualTo(1);

    broken.set(false);
    act(reader, Act.REDRIVE);
    stage.artemis().create(new SubscriptionName("foodmart.nobody.Cares", "somebody"));
    Stage.eventually(() -> reader.messaging().books().alarms().isEmpty());
    Stage.eventually(() -> noisy.messaging().books().alarms().isEmpty());
  }

  @Test
  void aMessageThatNobodyTakesFromTheBrokerIsAnAlarmUntilItIsGone() {
    var latch = new CountDownLatch(1);
    var impatient = QUICK.withAlarmAfter(Duration.ofSeconds(1));
    var reader =
        stage.start(
            stage
                .stockService()
                .books(impatient)
                .on(PlacedAsRead.class, (_, _) -> Stage.wait(latch)));
    balanced(reader);
    emitter.emit("a", 0, 1);

    awaitAlarm(reader, "the oldest message at the broker for " + SUBSCRIPTION);
    assertThat(book(reader).waiting()).isEqualTo(OptionalLong.of(1));
    assertThat(balanced(reader).counts().consumed()).isZero();

    latch.countDown();
    Stage.eventually(() -> reader.messaging().books().alarms().isEmpty());
  }

  @Test
  void nothingIsJudgedWithoutThePublisherOrTheBroker() {
    var reader = stage.start(reader(Handling.SKIP));
    emitter.emit("a", 0, 3);
    Stage.eventually(() -> balanced(reader).counts().consumed() == 3);

    stage.stop(emitter);
    awaitVerdict(reader, new Verdict.Unknown("nobody tells the books of /orders"));
    assertThat(reader.messaging().books().alarms()).isEmpty();
    assertThatThrownBy(() -> reader.messaging().books().open(SUBSCRIPTION, "ann").await())
        .isInstanceOf(IllegalStateException.class);

    stage.start(emitter());
    awaitVerdict(reader, new Verdict.Balances());
    stage.artemis().stop();
    awaitVerdict(reader, new Verdict.Unknown("the broker is away"));
    stage.artemis().startAgain();
    awaitVerdict(reader, new Verdict.Balances());
  }

  private Party.Builder emitter() {
    return stage
        .ordersService()
        .books(QUICK)
        .relay(RelaySettings.DEFAULT.withKeep(Duration.ofDays(2)));
  }

  private Party.Builder reader(Handling handling) {
    return stage.stockService().books(QUICK).failing(handling, _ -> broken.get());
  }

  private static SubscriptionBook book(Party party) {
    return party.messaging().books().now().await().subscriptions().getFirst();
  }

  /** When it does. */
  private static SubscriptionBook balanced(Party party) {
    return awaitVerdict(party, new Verdict.Balances());
  }

  private static SubscriptionBook awaitVerdict(Party party, Verdict verdict) {
    Stage.eventually(() -> book(party).verdict().equals(verdict));
    return book(party);
  }

  private static void awaitAlarm(Party party, String beginning) {
    Stage.eventually(
        () ->
            party.messaging().books().alarms().stream()
                .anyMatch(alarm -> alarm.startsWith(beginning)));
  }

  private static void act(Party party, Act act) {
    party.messaging().deadLetters().act(act, DeadLetterFilter.ALL, "tester").await();
  }

  private static SubscriptionCounts counts(long consumed, long held, long dead, long discarded) {
    return new SubscriptionCounts(SUBSCRIPTION, consumed, held, dead, discarded);
  }

  /** Takes one message away, as an operator's hand could. */
  private void steal() {
    var stolen = new CountDownLatch(1);
    var thief = TestBroker.connection(stage.vertx(), stage.artemis().port(), Duration.ofSeconds(5));
    thief.start();
    var queue = TYPE + ".stock";
    Stage.eventually(() -> stage.artemis().broker().messagesIn(queue) == 3);
    var subscription =
        thief.subscribe(
            new SubscriptionName(TYPE, "stock"),
            1,
            delivery -> {
              if (stolen.getCount() > 0) {
                delivery.settle();
                stolen.countDown();
              }
            });
    Stage.wait(stolen);
    subscription.close().await();
    thief.close().await();
    Stage.eventually(() -> stage.artemis().broker().messagesIn(queue) == 2);
  }

  /** From a client that keeps no books. */
  private void outside(String key) {
    var envelope =
        new Envelope(
            UUID.randomUUID().toString(),
            "/till",
            TYPE,
            1,
            key,
            Instant.now(),
            Envelope.JSON,
            new Envelope.Trace(null, null));
    var body = Buffer.buffer("{\"orderId\":\"" + key + "\",\"number\":1}");
    new RawSender(stage.vertx(), stage.artemis().port(), TYPE)
        .send(AmqpBinding.write(envelope, body));
  }
}
