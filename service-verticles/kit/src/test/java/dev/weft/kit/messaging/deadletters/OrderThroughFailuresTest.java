package dev.weft.kit.messaging.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.Handling;
import dev.weft.kit.messaging.Party;
import dev.weft.kit.messaging.Shop.Placed;
import dev.weft.kit.messaging.Shop.PlacedAsRead;
import dev.weft.kit.messaging.Stage;
import dev.weft.kit.messaging.deadletters.DeadLetterActs.Act;
import dev.weft.kit.messaging.inbox.ConsumerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages of some keys through whatever may happen to them: handlers that fail for a while or for
 * good, parking, dead letters, redrives, instances that come and go. Each is handled once, and in
 * the order of its key as far as the subscription's policy lets it.
 */
final class OrderThroughFailuresTest {

  private static final int KEYS = 5;
  private static final int MESSAGES = 30;
  private static final int ATTEMPTS = 3;
  private static final ConsumerSettings HASTY =
      ConsumerSettings.DEFAULT.withRetries(ATTEMPTS, Duration.ofMillis(10), Duration.ofMillis(40));

  @TempDir Path directory;
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<String, Integer> failures = new HashMap<>();
  private final Map<String, Integer> tries = new ConcurrentHashMap<>();
  private final List<Party> readers = new ArrayList<>();
  private volatile boolean mended;
  private Stage stage;
  private Party emitter;

  @BeforeEach
  void start() {
    System.out.println("OrderThroughFailuresTest seed " + seed + " (-Dseed=" + seed + ")");
    stage = new Stage(directory);
    emitter = stage.start(stage.ordersService());
    for (var key = 0; key < KEYS; key++) {
      for (var number = 0; number < MESSAGES; number++) {
        failures.put(key + "/" + number, drawFailures());
      }
    }
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  /** How often a message fails before it is handled: mostly never, sometimes until it is mended. */
  private int drawFailures() {
    var draw = random.nextInt(10);
    return draw < 7 ? 0 : draw < 9 ? 1 + random.nextInt(ATTEMPTS - 1) : Integer.MAX_VALUE;
  }

  @Test
  void whereDeadLettersHoldTheirKeyEveryKeyIsHandledInFullOrder() {
    live(Handling.HOLD);

    mended = true;
    Stage.eventually(
        () -> {
          redriveAll();
          return handled() == KEYS * MESSAGES;
        });

    var all = IntStream.range(0, MESSAGES).boxed().toList();
    for (var key = 0; key < KEYS; key++) {
      assertThat(stage.stock().effects("stock", "" + key)).as("seed " + seed).isEqualTo(all);
    }
    assertAtRest();
  }

  @Test
  void whereDeadLettersAreSkippedTheOthersKeepTheirOrderAndARedriveItsOwn() {
    live(Handling.SKIP);
    var poisoned = failures.values().stream().filter(n -> n == Integer.MAX_VALUE).count();
    Stage.eventually(() -> handled() == KEYS * MESSAGES - poisoned);
    Stage.eventually(() -> stage.stock().held() == 0 && stage.stock().dead() == poisoned);

    mended = true;
    redriveAll();

    Stage.eventually(() -> handled() == KEYS * MESSAGES);
    for (var key = 0; key < KEYS; key++) {
      var expected = new ArrayList<>(numbers(key, false));
      expected.addAll(numbers(key, true));
      assertThat(stage.stock().effects("stock", "" + key)).as("seed " + seed).isEqualTo(expected);
    }
    assertAtRest();
  }

  private List<Integer> numbers(int key, boolean poisoned) {
    return IntStream.range(0, MESSAGES)
        .filter(n -> (failures.getOrDefault(key + "/" + n, 0) == Integer.MAX_VALUE) == poisoned)
        .boxed()
        .toList();
  }

  /** Emits everything while instances come and go and an operator tries what does not help yet. */
  private void live(Handling handling) {
    readers.add(stage.start(reader(handling)));
    readers.add(stage.start(reader(handling)));
    var next = new int[KEYS];
    for (var emitted = 0; emitted < KEYS * MESSAGES; emitted++) {
      var key = random.nextInt(KEYS);
      while (next[key] == MESSAGES) {
        key = (key + 1) % KEYS;
      }
      emitter.emit(new Placed("" + key, next[key]++, ""));
      switch (random.nextInt(40)) {
        case 0 -> {
          stage.stop(readers.remove(random.nextInt(readers.size())));
          readers.add(stage.start(reader(handling)));
        }
        case 1, 2 -> redriveAll();
        default -> {}
      }
    }
  }

  private Party.Builder reader(Handling handling) {
    return stage.stockService().consumer(HASTY).failing(handling, this::fails);
  }

  private boolean fails(PlacedAsRead message) {
    var name = message.orderId() + "/" + message.number();
    var tried = tries.merge(name, 1, Integer::sum);
    var wanted = failures.getOrDefault(name, 0);
    return wanted == Integer.MAX_VALUE ? !mended : tried <= wanted;
  }

  private void redriveAll() {
    var acts = readers.get(random.nextInt(readers.size())).messaging().deadLetters();
    var _ = acts.act(Act.REDRIVE, DeadLetterFilter.ALL, "tester").await();
  }

  private long handled() {
    return stage.stock().count("SELECT count(*) FROM effect");
  }

  private void assertAtRest() {
    stage.stock().awaitNothingHeld();
    assertThat(stage.stock().dead()).isZero();
    assertThat(stage.stock().count("SELECT count(*) FROM weft_inbox")).isEqualTo(KEYS * MESSAGES);
  }
}
