package dev.weft.stack;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** For people: steps as lines, longer ones as a bar that grows in place. */
final class TerminalReport implements StartReport {

  private static final int REFRESH_MILLIS = 100;

  private final PrintStream out;
  private @Nullable ProgressBar bar;

  TerminalReport(PrintStream out) {
    this.out = out;
  }

  @Override
  public void step(String what) {
    end();
    out.println("  " + what);
  }

  @Override
  public void progress(String what, long done, long total) {
    ProgressBar shown = bar;
    if (shown == null || !shown.getTaskName().equals("  " + what)) {
      end();
      shown = open(what, total);
      bar = shown;
    }
    shown.maxHint(total);
    shown.stepTo(done);
    if (done >= total) {
      end();
    }
  }

  private ProgressBar open(String what, long total) {
    return new ProgressBarBuilder()
        .setTaskName("  " + what)
        .setInitialMax(total)
        .setUpdateIntervalMillis(REFRESH_MILLIS)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .hideEta()
        .setConsumer(new ConsoleProgressBarConsumer(out))
        .build();
  }

  @Override
  public void end() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
