package dev.weft.bench;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * What a client notices of services that do not answer: how much longer than its time-out one slow
 * optional part of three makes an answer, and what one hung service among ten does to the routes
 * that do not need it.
 *
 * <p>{@code Faults [seconds=N]}, from the project's root.
 */
final class Faults {
  private static final int PORT = 8089;
  private static final int SERVICES = 10;
  private static final Duration TIMEOUT = Duration.ofMillis(80);
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final int SLOW_RATE = 300;
  private static final int HUNG_RATE = 100;
  private static final int OTHERS_RATE = 100;

  /** With one, what does not answer is soon left alone, and what it does to others never seen. */
  private static final String NO_BREAKER = "breaker: { enabled: false }\n";

  private static final double MOST_BEYOND = 10;
  private static final double MOST_TIMES = 2;
  private static final String SECONDS = "seconds=";

  private final Load load = new Load(Vertx.vertx());

  /** With connections of its own: those that hang must not keep others waiting. */
  private final Load hanging = new Load(Vertx.vertx());

  private final Target gateway;
  private final Duration window;

  private Faults(Target gateway, Duration window) {
    this.gateway = gateway;
    this.window = window;
  }

  static void main(String[] args) throws Exception {
    int seconds = 20;
    for (var argument : args) {
      if (!argument.startsWith(SECONDS)) {
        System.err.println("arguments: seconds=N");
        System.exit(2);
      }
      seconds = Integer.parseInt(argument.substring(SECONDS.length()));
    }
    var services =
        Target.start(
            "services",
            0,
            Jvm.main(FaultyServices.class, "" + SERVICES),
            new Listening(FaultyServices.FIRST_PORT + SERVICES - 1));
    var fine = new boolean[1];
    try (services;
        var gateway = GatewayUnderTest.start("gateway", PORT, configuration())) {
      var faults = new Faults(gateway, Duration.ofSeconds(seconds));
      Thread.ofVirtual().start(() -> fine[0] = faults.run()).join();
    }
    System.exit(fine[0] ? 0 : 1);
  }

  /** Whether both are as they should be. */
  private boolean run() {
    System.out.println("| what | p50 ms | p99 ms | max ms | answers | wrong |");
    System.out.println("|---|---|---|---|---|---|");
    var whole = load.learn(gateway, "/three/ok");
    load.closedLoop(whole, WARM_UP);
    print("three parts, all well", load.fixedRate(whole, SLOW_RATE, window).await());
    // The slow part is missing, so the answer is shorter: it is learnt anew.
    var partial = load.learn(gateway, "/three/hang");
    var slow = load.fixedRate(partial, SLOW_RATE, window).await();
    print("one of them slow, optional, with " + TIMEOUT.toMillis() + " ms", slow);
    double beyond = millis(slow.times(), 99) - TIMEOUT.toMillis();
    System.out.printf(
        Locale.ROOT, "%np99 is %.1f ms beyond the time-out; wanted are 10.%n%n", beyond);
    System.out.println("| what | p50 ms | p99 ms | max ms | answers | wrong |");
    System.out.println("|---|---|---|---|---|---|");
    var before = others(false);
    print("nine routes, ten services well", before);
    var during = others(true);
    print("nine routes, the tenth service hung", during);
    double times = millis(during.times(), 99) / millis(before.times(), 99);
    System.out.printf(
        Locale.ROOT,
        "%np99 of the nine is %.2f of its value before; wanted is less than 2.%n",
        times);
    long wrong = slow.bad() + before.bad() + during.bad();
    return beyond <= MOST_BEYOND && times < MOST_TIMES && wrong == 0;
  }

  /** Loads all ten routes and tells of the nine. */
  private Load.Outcome others(boolean hung) {
    var asked =
        IntStream.range(0, SERVICES - 1)
            .mapToObj(i -> load.learn(gateway, "/one" + i + "/ok"))
            .toList();
    var last = new Load.Asked(gateway, "/one" + (SERVICES - 1) + (hung ? "/hang" : "/ok"), 0);
    hanging.fixedRate(last, HUNG_RATE, window);
    var under = asked.stream().map(one -> load.fixedRate(one, OTHERS_RATE, window)).toList();
    long good = 0;
    long bad = 0;
    var times = new Histogram(3);
    for (var one : under) {
      var outcome = one.await();
      good += outcome.good();
      bad += outcome.bad();
      times.add(outcome.times());
    }
    return new Load.Outcome(good, bad, times);
  }

  private static void print(String what, Load.Outcome outcome) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.1f | %d | %d |%n",
        what,
        millis(outcome.times(), 50),
        millis(outcome.times(), 99),
        millis(outcome.times(), 100),
        outcome.good(),
        outcome.bad());
  }

  private static double millis(Histogram times, double percentile) {
    return times.getValueAtPercentile(percentile) / 1e6;
  }

  private static Path configuration() throws IOException {
    var directory = Files.createTempDirectory("weft-faults");
    Files.createDirectories(directory.resolve("routes"));
    Files.createDirectories(directory.resolve("services"));
    var file = directory.resolve("gateway.yaml");
    Files.writeString(
        file,
        """
        node:
          instance: faults
          management: { host: 127.0.0.1, port: 0 }
        http: { host: 127.0.0.1, port: %d }
        routes: routes
        services: services
        call-token: { send: false }
        """
            .formatted(PORT));
    var routes =
        new StringBuilder(
            """
            GET /three/{how}:
              calls:
                a: { service: s0, get: /ok }
                b: { service: s1, get: /ok }
                c: { service: slow, get: "/{how}", optional: true, timeout: %dms }
            """
                .formatted(TIMEOUT.toMillis()));
    for (int i = 0; i < SERVICES; i++) {
      service(directory, "s" + i, i, i == SERVICES - 1 ? NO_BREAKER : "");
      routes.append(
          "GET /one%d/{how}: { deadline: 2s, calls: { part: { service: s%d, get: \"/{how}\" } } }%n"
              .formatted(i, i));
    }
    service(directory, "slow", SERVICES - 1, NO_BREAKER);
    Files.writeString(directory.resolve("routes/routes.yaml"), routes);
    return file;
  }

  private static void service(Path directory, String name, int index, String more)
      throws IOException {
    Files.writeString(
        directory.resolve("services/" + name + ".yaml"),
        "call-token: false\n%sinstances: [{ address: \"127.0.0.1:%d\" }]\n"
            .formatted(more, FaultyServices.FIRST_PORT + index));
  }
}
