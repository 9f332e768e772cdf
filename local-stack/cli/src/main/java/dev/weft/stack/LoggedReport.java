package dev.weft.stack;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log too: every step, every tenth of a longer one, and every few seconds that it goes
 * on.
 */
final class LoggedReport implements StartReport {

  private static final Logger LOG = LoggerFactory.getLogger(LoggedReport.class);
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final StartReport report;
  private final Consumer<String> log;
  private final LongSupplier clock;
  private String step = "";
  private long tenth;
  private long told;

  LoggedReport(StartReport report) {
    this(report, LOG::info, System::nanoTime);
  }

  /** With a clock that counts nanoseconds. */
  LoggedReport(StartReport report, Consumer<String> log, LongSupplier clock) {
    this.report = report;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void step(String what) {
    log.accept(what);
    report.step(what);
  }

  @Override
  public void progress(String what, long done, long total) {
    long now = clock.getAsLong();
    long reached = total == 0 ? 10 : done * 10 / total;
    if (!what.equals(step) || reached > tenth || now - told >= SILENCE.toNanos()) {
      step = what;
      tenth = reached;
      told = now;
      log.accept("%s: %d of %d".formatted(what, done, total));
    }
    report.progress(what, done, total);
  }

  @Override
  public void end() {
    report.end();
  }
}
