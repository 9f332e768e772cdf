package dev.weft.node.management;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The checks of a process. A check is asked at every request for its report, so it must answer at
 * once from what it knows; one that throws counts as down. Add checks before beginning what they
 * watch. Safe for all threads.
 */
public final class Health {

  private final List<Check> started = new CopyOnWriteArrayList<>();
  private final List<Check> live = new CopyOnWriteArrayList<>();
  private final List<Check> ready = new CopyOnWriteArrayList<>();

  record Check(String name, Supplier<CheckResult> ask) {}

  /** Says whether starting is over. Nobody looks at the other checks of a process before. */
  public Handle started(String name, Supplier<CheckResult> check) {
    return add(started, name, check);
  }

  /** Says whether the process can go on at all; when it is down, the process is killed. */
  public Handle live(String name, Supplier<CheckResult> check) {
    return add(live, name, check);
  }

  /** Says whether the process can do its work now; when it is down, it gets no requests. */
  public Handle ready(String name, Supplier<CheckResult> check) {
    return add(ready, name, check);
  }

  HealthReport startedReport() {
    return HealthReport.of(started);
  }

  HealthReport liveReport() {
    return HealthReport.of(live);
  }

  HealthReport readyReport() {
    return HealthReport.of(ready);
  }

  private static Handle add(List<Check> checks, String name, Supplier<CheckResult> ask) {
    var check = new Check(name, ask);
    checks.add(check);
    return () -> checks.remove(check);
  }
}
