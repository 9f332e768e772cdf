package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ReportTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void withoutATerminalThereIsOneLineForEveryTenth() {
    PlainReport report = new PlainReport(out);
    report.step("starting");
    for (int done = 0; done <= 1000; done++) {
      report.progress("loading orders", done, 1000);
    }

    assertThat(text().lines())
        .hasSize(12)
        .startsWith("weft: starting", "weft: loading orders 0 of 1000")
        .endsWith("weft: loading orders 1000 of 1000");
  }

  @Test
  void aStepWithNothingToDoIsNoDivisionByZero() {
    new PlainReport(out).progress("loading orders", 0, 0);

    assertThat(text()).isEqualTo("weft: loading orders 0 of 0\n");
  }

  @Test
  void aTerminalShowsABarAndThenTheNextStepOnALineOfItsOwn() {
    TerminalReport report = new TerminalReport(out);
    report.progress("loading orders", 1, 2);
    report.progress("loading orders", 2, 2);
    report.step("ready");

    assertThat(text()).contains("loading orders").contains("2/2").endsWith("  ready\n");
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
