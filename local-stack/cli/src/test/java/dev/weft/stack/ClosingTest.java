package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class ClosingTest {

  private final List<String> closed = new ArrayList<>();
  private final Closing closing = new Closing();

  @Test
  void whatWasStartedLastIsClosedFirstAndOnceOnly() {
    closing.add("database", () -> closed.add("database"));
    closing.add("node", () -> closed.add("node"));

    closing.close();
    closing.close();

    assertThat(closed).containsExactly("node", "database");
  }

  @Test
  void whatIsBeingStartedIsWaitedForAndEndedAndNothingIsStartedAfterIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Thread starting =
        Thread.ofPlatform()
            .start(
                () ->
                    closing.start(
                        "database",
                        () -> {
                          begun.countDown();
                          awaitCount(goOn);
                          return "database";
                        },
                        closed::add));
    begun.await();
    Thread ending = Thread.ofPlatform().start(closing::close);
    await().until(() -> ending.getState() == Thread.State.TIMED_WAITING);
    assertThat(closed).isEmpty();

    goOn.countDown();
    ending.join();
    starting.join();

    assertThat(closed).containsExactly("database");
    assertThatThrownBy(() -> closing.start("node", () -> "node", closed::add))
        .isInstanceOf(StackException.class)
        .hasMessage("stopped while it was starting");
  }

  private static void awaitCount(CountDownLatch latch) {
    await().until(() -> latch.getCount() == 0);
  }

  @Test
  void oneThatFailsKeepsNoOtherOpen() {
    closing.add("database", () -> closed.add("database"));
    closing.add(
        "node",
        () -> {
          throw new IllegalStateException("as expected by the test");
        });

    closing.close();

    assertThat(closed).containsExactly("database");
  }
}
