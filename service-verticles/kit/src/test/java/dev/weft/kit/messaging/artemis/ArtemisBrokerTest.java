package dev.weft.kit.messaging.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.codecs.AmqpContent;
import dev.weft.kit.messaging.TcpProxy;
import dev.weft.kit.messaging.TestBroker;
import dev.weft.kit.messaging.broker.Delivery;
import dev.weft.kit.messaging.broker.SendOutcome;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArtemisBrokerTest {

  private static final AtomicInteger TYPES = new AtomicInteger();

  private final SubscriptionName reader =
      new SubscriptionName("foodmart.test.Type" + TYPES.incrementAndGet(), "reader");
  private final String type = reader.type();

  @TempDir static Path directory;
  private static TestBroker artemis;
  private final Vertx vertx = Vertx.vertx();
  private final List<ArtemisBroker> brokers = new ArrayList<>();

  @BeforeAll
  static void startBroker() {
    artemis = TestBroker.open(directory);
  }

  @AfterAll
  static void stopBroker() {
    artemis.close();
  }

  @BeforeEach
  void declare() {
    artemis.broker().createSubscription(type, QueueDeclaration.queue(reader));
  }

  @AfterEach
  void close() {
    brokers.forEach(broker -> broker.close().await());
    vertx.close().await();
  }

  @Test
  void whatIsAcceptedIsDeliveredDurablyWithAllItsParts() {
    var broker = connect(artemis.port());
    var received = subscribe(broker, reader, 10);

    assertThat(broker.send(type, message("a", 1)).await()).isEqualTo(SendOutcome.ACCEPTED);

    await().until(() -> received.size() == 1);
    var delivery = received.remove();
    assertThat(delivery.content().groupId()).isEqualTo("a");
    assertThat(delivery.content().contentType()).isEqualTo("application/json");
    assertThat(delivery.content().durable()).isTrue();
    assertThat(delivery.content().messageId()).isEqualTo("a-1");
    assertThat(delivery.content().subject()).isEqualTo(type);
    assertThat(delivery.content().properties()).containsEntry("cloudEvents_id", "a-1");
    assertThat(delivery.content().body()).isEqualTo(Buffer.buffer("1"));
    delivery.settle();
    await().until(() -> queued(reader) == 0);
  }

  @Test
  void anAddressThatNobodyDeclaredIsTheFaultOfNoMessage() {
    var broker = connect(artemis.port());

    assertThat(broker.send("foodmart.no.SuchType", message("a", 1)).await())
        .isInstanceOfSatisfying(
            SendOutcome.NoAddress.class,
            outcome -> assertThat(outcome.reason()).contains("not-found"));
    assertThat(broker.state().connected()).isTrue();
  }

  @Test
  void anAddressIsTriedAgainOnceItIsThere() {
    var broker = connect(artemis.port());
    var late = new SubscriptionName("foodmart.test.Late", "late");
    assertThat(broker.send(late.type(), message("a", 1)).await())
        .isInstanceOf(SendOutcome.NoAddress.class);

    var received = subscribe(broker, late, 10);

    await()
        .until(
            () -> broker.send(late.type(), message("a", 2)).await().equals(SendOutcome.ACCEPTED));
    await().until(() -> !received.isEmpty());
  }

  @Test
  void aPropertyThatCanNotBeEncodedSpoilsNoOtherMessage() {
    var broker = connect(artemis.port());
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
    assertThat(sends.subList(2, 102)).allMatch(ArtemisBrokerTest::accepted);
    await().until(() -> received.size() >= 100);
    received.forEach(Delivery::settle);
    await().until(() -> queued(reader) == 0);
  }

  @Test
  void aCutConnectionAnswersAllSendsAndConnectsAgain() {
    var proxy = TcpProxy.to(vertx, artemis.port());
    var broker = connect(proxy.port());
    assertThat(broker.send(type, message("a", 0)).await()).isEqualTo(SendOutcome.ACCEPTED);

    proxy.silent(true);
    var sends =
        IntStream.range(0, 500).mapToObj(i -> broker.send(type, message("k" + i, i))).toList();
    proxy.cut();
    proxy.silent(false);

    Future.all(sends).timeout(5, TimeUnit.SECONDS).await();
    assertThat(sends).allMatch(sent -> sent.result() instanceof SendOutcome.Away);
    await().until(() -> broker.state().connected());
    assertThat(broker.send(type, message("a", 1)).await()).isEqualTo(SendOutcome.ACCEPTED);
    drain(broker);
  }

  @Test
  void aBrokerThatAnswersNothingIsGivenUpAfterTheSendTimeout() {
    var proxy = TcpProxy.to(vertx, artemis.port());
    var broker = connect(proxy.port());
    assertThat(broker.send(type, message("a", 0)).await()).isEqualTo(SendOutcome.ACCEPTED);

    proxy.silent(true);
    var outcome = broker.send(type, message("a", 1)).timeout(5, TimeUnit.SECONDS).await();
    proxy.silent(false);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            SendOutcome.Away.class,
            away -> assertThat(away.reason()).contains("no answer to a message"));
    await().until(() -> broker.state().connected());
    drain(broker);
  }

  @Test
  void aBrokerThatIsAwayIsToldAtOnceAndFoundWhenItReturns() {
    var proxy = TcpProxy.to(vertx, artemis.port());
    var broker = connect(proxy.port());
    var received = subscribe(broker, reader, 10);
    await().until(() -> broker.state().connected());

    proxy.refuse(true);
    await().until(() -> !broker.state().connected());
    assertThat(broker.send(type, message("a", 1)).await()).isInstanceOf(SendOutcome.Away.class);
    assertThat(broker.state().trouble()).isNotEmpty();

    proxy.refuse(false);
    await().until(() -> broker.state().connected());
    assertThat(broker.send(type, message("a", 2)).await()).isEqualTo(SendOutcome.ACCEPTED);
    await().until(() -> received.size() == 1);
    received.remove().settle();
    await().until(() -> queued(reader) == 0);
  }

  @Test
  void neverMoreThanTheWindowIsUnsettledAndCreditFollowsSettlement() {
    var broker = connect(artemis.port());
    var sends = IntStream.range(0, 60).mapToObj(i -> broker.send(type, message("k" + i, i)));
    Future.all(sends.toList()).await();
    var received = subscribe(broker, reader, 7);

    await().until(() -> received.size() == 7);
    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(2))
        .until(() -> received.size() == 7);
    var seen = 0;
    while (seen < 60) {
      await().until(() -> !received.isEmpty());
      received.remove().settle();
      seen++;
    }
    await().until(() -> queued(reader) == 0);
  }

  @Test
  void unsettledMessagesTakeABoundedAmountOfMemory() {
    var broker = connect(artemis.port());
    var large = Buffer.buffer(new byte[1 << 20]);
    var sends =
        IntStream.range(0, 50)
            .mapToObj(i -> new AmqpContent("l" + i, null, null, null, true, Map.of(), large))
            .map(message -> broker.send(type, message))
            .toList();
    Future.all(sends).await();
    var received = subscribe(broker, reader, 200);

    await().until(() -> received.size() >= 30);
    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(2))
        .until(() -> received.size() <= 32);
    for (var seen = 0; seen < 50; seen++) {
      await().until(() -> !received.isEmpty());
      received.remove().settle();
    }
    await().until(() -> queued(reader) == 0);
  }

  @Test
  void unsettledMessagesOfALostConnectionComeAgainAndTheOldOnesAreDead() {
    var proxy = TcpProxy.to(vertx, artemis.port());
    var broker = connect(proxy.port());
    broker.send(type, message("a", 1)).await();
    var received = subscribe(broker, reader, 10);
    await().until(() -> received.size() == 1);
    var old = received.remove();

    proxy.cut();

    await().until(() -> received.size() == 1);
    assertThat(old.live()).isFalse();
    old.settle();
    var again = received.remove();
    assertThat(again.live()).isTrue();
    again.settle();
    await().until(() -> queued(reader) == 0);
  }

  @Test
  void aMissingQueueIsCreatedAndADeletedOneAgain() throws Exception {
    var broker = connect(artemis.port());
    var name = new SubscriptionName("foodmart.test.Deleted", "reader");
    var received = subscribe(broker, name, 10);

    artemis.broker().deleteSubscription(QueueDeclaration.queue(name));

    await()
        .until(
            () -> {
              broker.send(name.type(), message("a", 1)).await();
              return !received.isEmpty();
            });
  }

  @Test
  void aClosedSubscriptionGetsWhatCameMeanwhile() {
    var broker = connect(artemis.port());
    var received = new ConcurrentLinkedQueue<Delivery>();
    var subscription = broker.subscribe(reader, 10, received::add);
    await().until(() -> subscription.trouble().isEmpty());
    subscription.close().await();

    for (var i = 0; i < 20; i++) {
      broker.send(type, message("a", i)).await();
    }

    assertThat(received).isEmpty();
    var later = subscribe(broker, reader, 100);
    await().until(() -> later.size() == 20);
    assertThat(later.stream().map(delivery -> delivery.content().body().toString()))
        .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(Integer::toString).toList());
    later.forEach(Delivery::settle);
    await().until(() -> queued(reader) == 0);
  }

  @Test
  void messagesOfOneKeyStayWithOneOfTwoConsumersInOrder() {
    var one = connect(artemis.port());
    var two = connect(artemis.port());
    var atOne = subscribe(one, reader, 1_000);
    var atTwo = subscribe(two, reader, 1_000);
    var sends = new ArrayList<Future<SendOutcome>>();
    for (var i = 0; i < 20; i++) {
      for (var key = 0; key < 40; key++) {
        sends.add(one.send(type, message("key" + key, i)));
      }
    }
    Future.all(sends).await();

    await().until(() -> atOne.size() + atTwo.size() == 800);
    assertThat(atOne).isNotEmpty();
    assertThat(atTwo).isNotEmpty();
    var keysAtOne = keysInOrder(atOne);
    assertThat(keysAtOne).doesNotContainAnyElementsOf(keysInOrder(atTwo));
    atOne.forEach(Delivery::settle);
    atTwo.forEach(Delivery::settle);
    await().until(() -> queued(reader) == 0);
  }

  @Test
  void aSecondConsumerGetsItsShareOfTheKeys() {
    var one = connect(artemis.port());
    var atOne = subscribe(one, reader, 1_000);
    for (var key = 0; key < 40; key++) {
      one.send(type, message("key" + key, 0)).await();
    }
    await().until(() -> atOne.size() == 40);
    atOne.forEach(Delivery::settle);

    var atTwo = subscribe(connect(artemis.port()), reader, 1_000);
    for (var key = 0; key < 40; key++) {
      one.send(type, message("key" + key, 1)).await();
    }

    await().until(() -> atOne.size() + atTwo.size() == 80);
    assertThat(atTwo).isNotEmpty();
    atOne.forEach(Delivery::settle);
    atTwo.forEach(Delivery::settle);
    await().until(() -> queued(reader) == 0);
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

  private ArtemisBroker connect(int port) {
    var settings =
        ArtemisSettings.of("127.0.0.1", port, null, null).withSendTimeout(Duration.ofSeconds(1));
    var broker = new ArtemisBroker(vertx, settings);
    brokers.add(broker);
    broker.start();
    await().until(() -> broker.state().connected());
    return broker;
  }

  private static Queue<Delivery> subscribe(
      ArtemisBroker broker, SubscriptionName name, int window) {
    var received = new ConcurrentLinkedQueue<Delivery>();
    var subscription = broker.subscribe(name, window, received::add);
    await().until(() -> subscription.trouble().isEmpty());
    return received;
  }

  private void drain(ArtemisBroker broker) {
    broker.subscribe(reader, 1_000, Delivery::settle);
    await().until(() -> queued(reader) == 0);
  }

  private static long queued(SubscriptionName name) {
    return artemis.broker().messagesIn(QueueDeclaration.queue(name));
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
