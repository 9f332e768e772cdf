package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  void theLogTellsEveryTenthAndThatAStepGoesOn() {
    Recorder told = new Recorder();
    List<String> log = new ArrayList<>();
    long[] nanos = {0};
    LoggedReport report = new LoggedReport(told, log::add, () -> nanos[0]);
    report.step("starting");
    report.progress("telling", 0, 1000);
    report.progress("telling", 1, 1000);
    report.progress("telling", 100, 1000);
    nanos[0] += Duration.ofSeconds(5).toNanos();
    report.progress("telling", 101, 1000);
    report.progress("telling", 102, 1000);

    assertThat(log)
        .containsExactly(
            "starting", "telling: 0 of 1000", "telling: 100 of 1000", "telling: 101 of 1000");
    assertThat(told.seen).hasSize(6);
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
