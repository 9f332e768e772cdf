package dev.weft.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.codecs.AmqpContent;
import dev.weft.kit.messaging.Stage;
import dev.weft.kit.messaging.broker.BrokerUnderTest;
import dev.weft.kit.messaging.broker.SendOutcome;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MemorySuiteTest extends BrokerSuite {

  private final MemoryUnderTest memory = new MemoryUnderTest();

  @Override
  BrokerUnderTest server() {
    return memory;
  }

  /** A real broker can not be made to refuse one message and to take the next. */
  @Test
  void aMessageThatIsRefusedAtFirstIsStillTheFirstOfItsKey() {
    var emitter = stage.start(stage.ordersService());
    stage.start(stage.stockService().noting());
    var refusals = new AtomicInteger();
    memory
        .memory()
        .judgeBy(
            content ->
                isFirst(content) && refusals.getAndIncrement() < 2
                    ? new SendOutcome.Refused("not yet")
                    : SendOutcome.ACCEPTED);

    emitter.emit("a", 1, 51);

    Stage.eventually(() -> effects("a").size() == 50);
    assertThat(effects("a")).isEqualTo(IntStream.range(1, 51).boxed().toList());
    assertThat(refusals).hasValue(3);
  }

  private static boolean isFirst(AmqpContent content) {
    return content.body().toString().contains("\"number\":1,");
  }
}
