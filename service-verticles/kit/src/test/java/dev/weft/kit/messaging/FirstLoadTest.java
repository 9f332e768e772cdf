package dev.weft.kit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.messaging.Shop.Placed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a first load costs: 12,000 messages out of one transaction, each handled in its own. */
final class FirstLoadTest {

  private static final int MESSAGES = 12_000;

  @TempDir Path directory;

  @Test
  void twelveThousandMessagesAreHandledWithinAMinute() {
    try (var stage = new Stage(directory)) {
      var emitter = stage.start(stage.ordersService());
      stage.start(stage.stockService().noting());
      emitter.emit(new Placed("warm", 0, ""));
      Stage.eventually(() -> effects(stage) == 1);

      var cpuBefore = cpu();
      var began = System.nanoTime();
      emitter.emit(
          IntStream.range(0, MESSAGES)
              .mapToObj(i -> new Placed("key" + i, 1, ""))
              .toArray(Record[]::new));
      var emitted = since(began);
      Stage.eventually(() -> emitter.counted("weft.messages.published") > MESSAGES);
      var published = since(began);
      Stage.eventually(() -> effects(stage) > MESSAGES);
      var handled = since(began);

      System.out.printf(
          "%d messages: emitted after %d ms, published after %d ms, handled after %d ms,"
              + " %d ms of CPU in this JVM%n",
          MESSAGES,
          emitted.toMillis(),
          published.toMillis(),
          handled.toMillis(),
          cpu().minus(cpuBefore).toMillis());
      assertThat(handled).isLessThan(Duration.ofMinutes(1));
    }
  }

  private static long effects(Stage stage) {
    return stage.stock().count("SELECT count(*) FROM effect");
  }

  /** The broker's share included; the database is a process of its own. */
  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
