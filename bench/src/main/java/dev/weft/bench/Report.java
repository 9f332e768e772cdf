package dev.weft.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What a scenario came to: one line of a Markdown table. */
final class Report {
  static final String HEAD =
      """
      | scenario | against | CPU ratio (middle half) | CPU us | p50 ms | p99 ms | most/s | peak MB | wrong |
      |---|---|---|---|---|---|---|---|---|\
      """;

  private final Scenario scenario;
  private final Target base;
  private final Target subject;
  private final List<Double> ratios = new ArrayList<>();
  private final List<Double> ofBase = new ArrayList<>();
  private final List<Double> ofSubject = new ArrayList<>();
  private final Histogram baseTimes = new Histogram(3);
  private final Histogram subjectTimes = new Histogram(3);
  private final List<Long> throughput = new ArrayList<>();
  private long wrong;

  Report(Scenario scenario, Target base, Target subject) {
    this.scenario = scenario;
    this.base = base;
    this.subject = subject;
  }

  /** A window of one of the two. */
  record Side(Load.Outcome outcome, Duration cpu) {
    double micros() {
      return cpu.toNanos() / 1e3 / Math.max(1, outcome.good());
    }
  }

  void window(Side one, Side other) {
    ofBase.add(one.micros());
    ofSubject.add(other.micros());
    ratios.add(other.micros() / one.micros());
    baseTimes.add(one.outcome().times());
    subjectTimes.add(other.outcome().times());
    wrong += one.outcome().bad() + other.outcome().bad();
  }

  void throughput(Load.Outcome outcome, Duration length) {
    throughput.add(outcome.good() * 1000 / length.toMillis());
    wrong += outcome.bad();
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "| %s | %s | **%.2f** (%.2f to %.2f) | %.0f / %.0f"
            + " | %.1f / %.1f | %.1f / %.1f | %d / %d | %d / %d | %d |",
        scenario.name(),
        base.name(),
        at(ratios, 0.5),
        at(ratios, 0.25),
        at(ratios, 0.75),
        at(ofSubject, 0.5),
        at(ofBase, 0.5),
        millis(subjectTimes, 50),
        millis(baseTimes, 50),
        millis(subjectTimes, 99),
        millis(baseTimes, 99),
        throughput.get(1),
        throughput.get(0),
        subject.peakMemory(),
        base.peakMemory(),
        wrong);
  }

  private static double at(List<Double> values, double share) {
    var sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.round((sorted.size() - 1) * share));
  }

  private static double millis(Histogram times, double percentile) {
    return times.getValueAtPercentile(percentile) / 1e6;
  }
}
