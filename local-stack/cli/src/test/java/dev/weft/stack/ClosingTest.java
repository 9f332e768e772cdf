package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
