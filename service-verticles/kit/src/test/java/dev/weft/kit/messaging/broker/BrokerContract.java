package dev.weft.kit.messaging.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.codecs.AmqpContent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What relay and consumers rely on, whatever the broker is. */
public abstract class BrokerContract {

  private static final AtomicInteger TYPES = new AtomicInteger();

  private final SubscriptionName reader = fresh("reader");
  private final String type = reader.type();
  private final Vertx vertx = Vertx.vertx();
  private final List<Broker> brokers = new ArrayList<>();

  protected abstract BrokerUnderTest server();

  private static SubscriptionName fresh(String service) {
    return new SubscriptionName("foodmart.test.Type" + TYPES.incrementAndGet(), service);
  }

  @BeforeEach
  final void declare() {
    server().create(reader);
  }

  @AfterEach
  final void close() {
    brokers.forEach(broker -> broker.close().await());
    vertx.close().await();
  }

  @Test
  void whatIsAcceptedIsDeliveredDurablyWithAllItsParts() {
    var broker = connect();
    var received = subscribe(broker, reader, 10);

    assertThat(broker.send(type, message("a", 1)).await()).isEqualTo(SendOutcome.ACCEPTED);

    soon().until(() -> received.size() == 1);
    var delivery = received.remove();
    assertThat(delivery.content().groupId()).isEqualTo("a");
    assertThat(delivery.content().contentType()).isEqualTo("application/json");
    assertThat(delivery.content().durable()).isTrue();
    assertThat(delivery.content().messageId()).isEqualTo("a-1");
    assertThat(delivery.content().subject()).isEqualTo(type);
    assertThat(delivery.content().properties()).containsEntry("cloudEvents_id", "a-1");
    assertThat(delivery.content().body()).isEqualTo(Buffer.buffer("1"));
    delivery.settle();
    soon().until(() -> empty(reader));
  }

  @Test
  void anAddressThatNobodyDeclaredIsTheFaultOfNoMessage() {
    var broker = connect();

    assertThat(broker.send("foodmart.no.SuchType", message("a", 1)).await())
        .isInstanceOfSatisfying(
            SendOutcome.NoAddress.class,
            outcome -> assertThat(outcome.reason()).contains("not-found"));
    assertThat(broker.state().connected()).isTrue();
  }

  @Test
  void anAddressIsTriedAgainOnceItIsThere() {
    var broker = connect();
    var late = new SubscriptionName("foodmart.test.Late", "late");
    assertThat(broker.send(late.type(), message("a", 1)).await())
        .isInstanceOf(SendOutcome.NoAddress.class);

    var received = subscribe(broker, late, 10);

    soon()
        .until(
            () -> broker.send(late.type(), message("a", 2)).await().equals(SendOutcome.ACCEPTED));
    soon().until(() -> !received.isEmpty());
  }

  @Test
  void aPropertyThatCanNotBeEncodedSpoilsNoOtherMessage() {
    var broker = connect();
    var bad =
        new AmqpContent(
            "bad", null, null, "k", true, Map.of("at", Instant.EPOCH), Buffer.buffer("x"));
    var received = subscribe(broker, reader, 500);

    var sends = new ArrayList<Future<SendOutcome>>();
    sends.add(broker.send(type, message("a", 0)));
    sends.add(broker.send(type, bad));
    IntStream.rangeClosed(1, 100).forEach(i -> sends.add(broker.send(type, message("a", i))));
    Future.all(sends).await();

    assertThat(sends.get(1).result()).isInstanceOf(SendOutcome.Refused.class);
    // The spoilt link takes the answers of those before it along: they are sent again.
    assertThat(sends.subList(2, 102)).allMatch(BrokerContract::accepted);
    soon().until(() -> received.size() >= 100);
    received.forEach(Delivery::settle);
    soon().until(() -> empty(reader));
  }

  @Test
  void aCutConnectionAnswersAllSendsAndConnectsAgain() {
    var road = server().road(vertx);
    var broker = connect(road);
    assertThat(broker.send(type, message("a", 0)).await()).isEqualTo(SendOutcome.ACCEPTED);

    road.silent(true);
    var sends =
        IntStream.range(0, 500).mapToObj(i -> broker.send(type, message("k" + i, i))).toList();
    road.cut();
    road.silent(false);

    Future.all(sends).timeout(5, TimeUnit.SECONDS).await();
    assertThat(sends).allMatch(sent -> sent.result() instanceof SendOutcome.Away);
    soon().until(() -> broker.state().connected());
    assertThat(broker.send(type, message("a", 1)).await()).isEqualTo(SendOutcome.ACCEPTED);
    drain(broker);
  }

  @Test
  void aBrokerThatAnswersNothingIsGivenUpAfterTheSendTimeout() {
    var road = server().road(vertx);
    var broker = connect(road);
    assertThat(broker.send(type, message("a", 0)).await()).isEqualTo(SendOutcome.ACCEPTED);

    road.silent(true);
    var outcome = broker.send(type, message("a", 1)).timeout(5, TimeUnit.SECONDS).await();
    road.silent(false);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            SendOutcome.Away.class,
            away -> assertThat(away.reason()).contains("no answer to a message"));
    soon().until(() -> broker.state().connected());
    drain(broker);
  }

  @Test
  void aBrokerThatIsAwayIsToldAtOnceAndFoundWhenItReturns() {
    var road = server().road(vertx);
    var broker = connect(road);
    var received = subscribe(broker, reader, 10);
    soon().until(() -> broker.state().connected());

    road.refuse(true);
    soon().until(() -> !broker.state().connected());
    assertThat(broker.send(type, message("a", 1)).await()).isInstanceOf(SendOutcome.Away.class);
    assertThat(broker.state().trouble()).isNotEmpty();

    road.refuse(false);
    soon().until(() -> broker.state().connected());
    assertThat(broker.send(type, message("a", 2)).await()).isEqualTo(SendOutcome.ACCEPTED);
    soon().until(() -> received.size() == 1);
    received.remove().settle();
    soon().until(() -> empty(reader));
  }

  @Test
  void neverMoreThanTheWindowIsUnsettledAndCreditFollowsSettlement() {
    var broker = connect();
    var sends = IntStream.range(0, 60).mapToObj(i -> broker.send(type, message("k" + i, i)));
    Future.all(sends.toList()).await();
    var received = subscribe(broker, reader, 7);

    soon().until(() -> received.size() == 7);
    soon()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(2))
        .until(() -> received.size() == 7);
    var seen = 0;
    while (seen < 60) {
      soon().until(() -> !received.isEmpty());
      received.remove().settle();
      seen++;
    }
    soon().until(() -> empty(reader));
  }

  @Test
  void unsettledMessagesTakeABoundedAmountOfMemory() {
    // So much durable data is not written in a second on every machine.
    var broker = connect(server().road(vertx), Duration.ofSeconds(20));
    var large = Buffer.buffer(new byte[1 << 20]);
    var sends =
        IntStream.range(0, 50)
            .mapToObj(i -> new AmqpContent("l" + i, null, null, null, true, Map.of(), large))
            .map(message -> broker.send(type, message))
            .toList();
    Future.all(sends).await();
    assertThat(sends).allMatch(BrokerContract::accepted);
    var received = subscribe(broker, reader, 200);

    soon().until(() -> received.size() >= 30);
    soon()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(2))
        .until(() -> received.size() <= 32);
    for (var seen = 0; seen < 50; seen++) {
      soon().until(() -> !received.isEmpty());
      received.remove().settle();
    }
    soon().until(() -> empty(reader));
  }

  @Test
  void unsettledMessagesOfALostConnectionComeAgainAndTheOldOnesAreDead() {
    var road = server().road(vertx);
    var broker = connect(road);
    broker.send(type, message("a", 1)).await();
    var received = subscribe(broker, reader, 10);
    soon().until(() -> received.size() == 1);
    var old = received.remove();

    road.cut();

    soon().until(() -> received.size() == 1);
    assertThat(old.live()).isFalse();
    old.settle();
    var again = received.remove();
    assertThat(again.live()).isTrue();
    again.settle();
    soon().until(() -> empty(reader));
  }

  @Test
  void aMissingQueueIsCreatedAndADeletedOneAgain() throws Exception {
    var broker = connect();
    var name = new SubscriptionName("foodmart.test.Deleted", "reader");
    var received = subscribe(broker, name, 10);

    server().delete(name);

    soon()
        .until(
            () -> {
              broker.send(name.type(), message("a", 1)).await();
              return !received.isEmpty();
            });
  }

  @Test
  void aClosedSubscriptionGetsWhatCameMeanwhile() {
    var broker = connect();
    var received = new ConcurrentLinkedQueue<Delivery>();
    var subscription = broker.subscribe(reader, 10, received::add);
    soon().until(() -> subscription.trouble().isEmpty());
    subscription.close().await();

    for (var i = 0; i < 20; i++) {
      broker.send(type, message("a", i)).await();
    }

    assertThat(received).isEmpty();
    var later = subscribe(broker, reader, 100);
    soon().until(() -> later.size() == 20);
    assertThat(later.stream().map(delivery -> delivery.content().body().toString()))
        .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(Integer::toString).toList());
    later.forEach(Delivery::settle);
    soon().until(() -> empty(reader));
  }

  @Test
  void messagesOfOneKeyStayWithOneOfTwoConsumersInOrder() {
    var one = connect();
    var two = connect();
    var atOne = subscribe(one, reader, 1_000);
    var atTwo = subscribe(two, reader, 1_000);
    var sends = new ArrayList<Future<SendOutcome>>();
    for (var i = 0; i < 20; i++) {
      for (var key = 0; key < 40; key++) {
        sends.add(one.send(type, message("key" + key, i)));
      }
    }
    Future.all(sends).await();

    soon().until(() -> atOne.size() + atTwo.size() == 800);
    assertThat(!atOne.isEmpty() && !atTwo.isEmpty()).isEqualTo(server().sharesKeys());
    assertThat(Collections.disjoint(keysInOrder(atOne), keysInOrder(atTwo))).isTrue();
    atOne.forEach(Delivery::settle);
    atTwo.forEach(Delivery::settle);
    soon().until(() -> empty(reader));
  }

  @Test
  void aSecondConsumerGetsItsShareOfTheKeys() {
    assumeTrue(server().sharesKeys(), "this broker gives a queue to one reader at a time");
    var one = connect();
    var atOne = subscribe(one, reader, 1_000);
    for (var key = 0; key < 40; key++) {
      one.send(type, message("key" + key, 0)).await();
    }
    soon().until(() -> atOne.size() == 40);
    atOne.forEach(Delivery::settle);

    var atTwo = subscribe(connect(), reader, 1_000);
    for (var key = 0; key < 40; key++) {
      one.send(type, message("key" + key, 1)).await();
    }

    soon().until(() -> atOne.size() + atTwo.size() == 80);
    assertThat(atTwo).isNotEmpty();
    atOne.forEach(Delivery::settle);
    atTwo.forEach(Delivery::settle);
    soon().until(() -> empty(reader));
  }

  @Test
  void whatAReaderLeavesUnsettledGoesToTheNextInItsPlace() {
    var sender = connect();
    var leaving = connect();
    var atLeaving = new ConcurrentLinkedQueue<Delivery>();
    var subscription = leaving.subscribe(reader, 5, atLeaving::add);
    soon().until(() -> subscription.trouble().isEmpty());
    for (var i = 0; i < 30; i++) {
      sender.send(type, message("a", i)).await();
    }
    soon().until(() -> atLeaving.size() == 5);
    var atNext = subscribe(connect(), reader, 100);

    atLeaving.remove().settle();
    subscription.close().await();

    soon().until(() -> atNext.size() == 29);
    assertThat(atNext.stream().map(delivery -> delivery.content().body().toString()))
        .containsExactlyElementsOf(IntStream.range(1, 30).mapToObj(Integer::toString).toList());
    atNext.forEach(Delivery::settle);
    soon().until(() -> empty(reader));
  }

  @Test
  void whatIsSentToOneSubscriptionReachesNoOther() {
    var other = new SubscriptionName(type, "other");
    server().create(other);
    var broker = connect();
    var atReader = subscribe(broker, reader, 10);
    var atOther = subscribe(broker, other, 10);

    assertThat(broker.send(broker.address(other), message("a", 1)).await())
        .isEqualTo(SendOutcome.ACCEPTED);
    assertThat(broker.send(type, message("a", 2)).await()).isEqualTo(SendOutcome.ACCEPTED);

    soon().until(() -> atOther.size() == 2 && atReader.size() == 1);
    assertThat(atReader.element().content().messageId()).isEqualTo("a-2");
    atReader.remove().settle();
    atOther.forEach(Delivery::settle);
    soon().until(() -> empty(other));
  }

  @Test
  void whatWaitsIsCountedUntilItIsSettled() {
    var broker = connect();
    for (var i = 0; i < 3; i++) {
      broker.send(type, message("a", i)).await();
    }
    soon().until(() -> waiting(reader) == 3);
    var received = subscribe(broker, reader, 10);
    soon().until(() -> received.size() == 3);

    received.remove().settle();

    soon().until(() -> waiting(reader) == 2);
    received.forEach(Delivery::settle);
    soon().until(() -> empty(reader));
  }

  /** Looks often: these tests wait for hundreds of small things. */
  private static ConditionFactory soon() {
    return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
  }

  private static boolean accepted(Future<SendOutcome> sent) {
    return sent.result().equals(SendOutcome.ACCEPTED);
  }

  private static Set<String> keysInOrder(Queue<Delivery> deliveries) {
    var last = new HashMap<String, Integer>();
    deliveries.forEach(
        delivery -> {
          var number = Integer.parseInt(delivery.content().body().toString());
          var before = last.put(delivery.content().groupId(), number);
          assertThat(number).isEqualTo(before == null ? 0 : before + 1);
        });
    return last.keySet();
  }

  private Broker connect() {
    return connect(server().road(vertx));
  }

  private Broker connect(Road road) {
    return connect(road, Duration.ofSeconds(1));
  }

  private Broker connect(Road road, Duration sendTimeout) {
    var broker = road.connection(sendTimeout);
    brokers.add(broker);
    broker.start();
    soon().until(() -> broker.state().connected());
    return broker;
  }

  private static Queue<Delivery> subscribe(Broker broker, SubscriptionName name, int window) {
    var received = new ConcurrentLinkedQueue<Delivery>();
    var subscription = broker.subscribe(name, window, received::add);
    soon().until(() -> subscription.trouble().isEmpty());
    return received;
  }

  private void drain(Broker broker) {
    broker.subscribe(reader, 1_000, Delivery::settle);
    soon().until(() -> empty(reader));
  }

  private boolean empty(SubscriptionName name) {
    return waiting(name) == 0;
  }

  private long waiting(SubscriptionName name) {
    return brokers.getFirst().waiting(name).await().orElse(-1);
  }

  private AmqpContent message(String key, int number) {
    var id = key + "-" + number;
    return new AmqpContent(
        id,
        type,
        "application/json",
        key,
        true,
        Map.of("cloudEvents_id", id),
        Buffer.buffer(Integer.toString(number)));
  }
}
