package dev.weft.bench;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The gateway at half of its capacity for many minutes, while its routes change every five seconds,
 * instances of its services come and go, in order and by force, and clients hang up. Tells once a
 * minute what clients got and what the process holds, and ends with status 1 when a client got
 * anything but its answer, or when memory, sockets or timers grow.
 *
 * <p>{@code Soak [minutes=N] [seed=N]}, from the project's root.
 */
final class Soak {
  private static final int PORT = 8089;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration CAPACITY = Duration.ofSeconds(5);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int CHANGE_MILLIS = 5_000;
  private static final int LARGE_PER_SECOND = 2;
  private static final int SHARE_OF_16K = 4;

  private final Vertx vertx = Vertx.vertx();
  private final Load load = new Load(vertx);
  private final SoakGateway files;
  private final Target gateway;
  private final Fleet fleet;
  private final long seed;
  private final List<Witness.Holdings> minutes = new ArrayList<>();
  private long wrong;

  private Soak(SoakGateway files, Target gateway, long seed) {
    this.files = files;
    this.gateway = gateway;
    this.seed = seed;
    this.fleet = new Fleet(vertx, files);
  }

  static void main(String[] args) throws Exception {
    long minutes = 10;
    long seed = System.nanoTime();
    for (var argument : args) {
      long value = Long.parseLong(argument.substring(argument.indexOf('=') + 1));
      switch (argument.substring(0, Math.max(0, argument.indexOf('=')))) {
        case "minutes" -> minutes = value;
        case "seed" -> seed = value;
        default -> {
          System.err.println("arguments: minutes=N seed=N");
          System.exit(2);
        }
      }
    }
    System.out.println("seed " + seed);
    var files = new SoakGateway(Files.createTempDirectory("weft-soak"), PORT);
    files.writeAll();
    var fine = new boolean[1];
    try (var gateway = GatewayUnderTest.start("gateway", PORT, files.file())) {
      var soak = new Soak(files, gateway, seed);
      long length = minutes;
      Thread.ofVirtual().start(() -> fine[0] = soak.run(length)).join();
    }
    System.exit(fine[0] ? 0 : 1);
  }

  private boolean run(long length) {
    fleet.start();
    var small = load.learn(gateway, SoakGateway.PATH + "1k");
    var middle = load.learn(gateway, SoakGateway.PATH + "16k");
    var large = load.learn(gateway, SoakGateway.PATH + Fleet.LARGE);
    load.closedLoop(small, WARM_UP);
    var most = load.closedLoop(small, CAPACITY).good() * 1000 / CAPACITY.toMillis();
    int rate = (int) (most / 2);
    System.out.printf("capacity %d/s, asked for %d/s%n%n", most, rate);
    System.out.println(
        "| minute | answers | wrong | p50 ms | p99 ms | max ms | heap MB | resident MB | sockets |"
            + " timers | reloads |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    vertx.setPeriodic(CHANGE_MILLIS, _ -> fleet.change());
    var aborting = new AbortingClients(vertx, PORT, SoakGateway.PATH + "256k", new Random(seed));
    aborting.start();
    for (int minute = 1; minute <= length; minute++) {
      var of16k = load.fixedRate(middle, rate / SHARE_OF_16K, MINUTE);
      var ofLarge = load.fixedRate(large, LARGE_PER_SECOND, MINUTE);
      var ofSmall = load.fixedRate(small, rate - rate / SHARE_OF_16K, MINUTE).await();
      ofSmall.times().add(of16k.await().times());
      minute(minute, ofSmall, List.of(of16k.await(), ofLarge.await()));
    }
    System.out.printf("%n%d requests were hung up on by their clients.%n", aborting.count());
    fleet.troubles().forEach(System.out::println);
    boolean settled = Growth.of(minutes).tell();
    return settled && wrong == 0 && fleet.troubles().isEmpty();
  }

  private void minute(int number, Load.Outcome small, List<Load.Outcome> others) {
    long good = small.good() + others.stream().mapToLong(Load.Outcome::good).sum();
    long bad = small.bad() + others.stream().mapToLong(Load.Outcome::bad).sum();
    wrong += bad;
    var holds = Witness.of(gateway.process().pid());
    minutes.add(holds);
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %d | %.1f | %.1f | %.1f | %.1f | %d | %d | %d | %d |%n",
        number,
        good,
        bad,
        small.times().getValueAtPercentile(50) / 1e6,
        small.times().getValueAtPercentile(99) / 1e6,
        small.times().getMaxValue() / 1e6,
        holds.heapBytes() / 1e6,
        holds.residentMegabytes(),
        holds.sockets(),
        holds.timers(),
        files.reloads());
  }
}
