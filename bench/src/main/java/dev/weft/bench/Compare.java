package dev.weft.bench;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the gateway costs, as ratios: in each scenario two processes are loaded in the same seconds
 * at the same rate, so what disturbs one disturbs the other. The figure is the median of the
 * windows' ratios of processor time per request; throughput is measured one after the other.
 *
 * <p>{@code Compare [windows=N] [scenario ...]}, from the project's root.
 */
final class Compare {
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration WINDOW = Duration.ofSeconds(3);
  private static final int BASE_PORT = 8088;
  private static final int SUBJECT_PORT = 8089;
  private static final String WINDOWS = "windows=";

  private final Load load;
  private final int windows;

  private Compare(Load load, int windows) {
    this.load = load;
    this.windows = windows;
  }

  static void main(String[] args) throws Exception {
    int windows = 15;
    var names = new ArrayList<String>();
    for (var argument : args) {
      if (argument.startsWith(WINDOWS)) {
        windows = Integer.parseInt(argument.substring(WINDOWS.length()));
      } else {
        names.add(argument);
      }
    }
    if (!Scenario.ALL.keySet().containsAll(names)) {
      System.err.println("scenarios: " + String.join(" ", Scenario.ALL.keySet()));
      System.exit(2);
    }
    var all = names.isEmpty() ? List.copyOf(Scenario.ALL.keySet()) : names;
    var compare = new Compare(new Load(Vertx.vertx()), windows);
    System.out.println(Report.HEAD);
    for (var name : all) {
      compare.run(Objects.requireNonNull(Scenario.ALL.get(name)));
    }
    System.exit(0);
  }

  private void run(Scenario scenario) throws Exception {
    try (var subject = GatewayUnderTest.start(scenario.subject(), SUBJECT_PORT);
        var base = base(scenario);
        var _ = upstreams(scenario.subject().eventBus())) {
      Thread.ofVirtual().start(() -> compare(scenario, base, subject)).join();
    }
  }

  private static Target base(Scenario scenario) throws IOException {
    return scenario.base() == null
        ? Target.start(
            "bare handler",
            BASE_PORT,
            Jvm.main(BareHandler.class, "" + BASE_PORT),
            new Listening(BASE_PORT))
        : GatewayUnderTest.start(scenario.base(), BASE_PORT);
  }

  private static Target upstreams(boolean onEventBus) {
    String[] cluster =
        onEventBus ? new String[] {"127.0.0.1:" + GatewayUnderTest.CLUSTER_PORT} : new String[0];
    int last = Upstreams.FIRST_PORT + Upstreams.NAMES.size() - 1;
    return Target.start("upstreams", 0, Jvm.main(Upstreams.class, cluster), new Listening(last));
  }

  private void compare(Scenario scenario, Target base, Target subject) {
    var report = new Report(scenario, base, subject);
    var one = load.learn(base, scenario.path());
    var other = load.learn(subject, scenario.path());
    load.closedLoop(one, WARM_UP);
    load.closedLoop(other, WARM_UP);
    for (int i = 0; i < windows; i++) {
      var before = List.of(base.cpu(), subject.cpu());
      var ofBase = load.fixedRate(one, scenario.rate(), WINDOW);
      var ofSubject = load.fixedRate(other, scenario.rate(), WINDOW);
      report.window(
          new Report.Side(ofBase.await(), base.cpu().minus(before.get(0))),
          new Report.Side(ofSubject.await(), subject.cpu().minus(before.get(1))));
    }
    report.throughput(load.closedLoop(one, WINDOW), WINDOW);
    report.throughput(load.closedLoop(other, WINDOW), WINDOW);
    System.out.println(report.text());
  }
}
