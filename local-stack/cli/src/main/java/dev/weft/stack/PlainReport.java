package dev.weft.stack;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** For pipes and logs: one line per step, and one for every tenth of a longer one. */
final class PlainReport implements StartReport {

  private final PrintStream out;
  private final Map<String, Long> tenths = new HashMap<>();

  PlainReport(PrintStream out) {
    this.out = out;
  }

  @Override
  public void step(String what) {
    out.println("weft: " + what);
  }

  @Override
  public void progress(String what, long done, long total) {
    long tenth = total == 0 ? 10 : done * 10 / total;
    if (tenth > tenths.getOrDefault(what, -1L)) {
      tenths.put(what, tenth);
      out.printf("weft: %s %d of %d%n", what, done, total);
    }
  }
}
