package dev.weft.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Three parts in one answer: processor time per request of the gateway against {@link BareHandler}.
 * Both are loaded in the same seconds at the same rate, so what disturbs one disturbs the other;
 * the figure is the median of the windows' ratios.
 *
 * <p>{@code FanOut [size=1k] [requests per second each=1000] [windows=15]}, from the project's
 * root.
 */
final class FanOut {
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration WINDOW = Duration.ofSeconds(3);
  private static final int BARE_PORT = 8088;
  private static final int GATEWAY_PORT = 8089;

  private FanOut() {}

  static void main(String[] args) throws Exception {
    String size = args.length > 0 ? args[0] : "1k";
    int rate = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
    int windows = args.length > 2 ? Integer.parseInt(args[2]) : 15;
    try (var upstreams = Target.start("upstreams", 0, java(Upstreams.class), Ready.LINE::equals);
        var bare =
            Target.start(
                "bare handler",
                BARE_PORT,
                java(BareHandler.class, "" + BARE_PORT, "false"),
                Ready.LINE::equals);
        var gateway =
            Target.start(
                "gateway",
                GATEWAY_PORT,
                List.of("bench/yard-gateway", "" + GATEWAY_PORT),
                l -> l.startsWith("http"))) {
      Thread.ofVirtual().start(() -> compare(bare, gateway, size, rate, windows)).join();
    }
    System.exit(0);
  }

  private static void compare(Target bare, Target gateway, String size, int rate, int windows) {
    var load = new Load(Vertx.vertx());
    String path = "/compose/" + size;
    int bytes = expectedLength(size);
    for (var target : List.of(bare, gateway)) {
      var warm = load.closedLoop(target, path, bytes, WARM_UP);
      System.out.printf(
          "%s: %d requests in %d s of full load, %d wrong%n",
          target.name(), warm.good(), WARM_UP.toSeconds(), warm.bad());
    }
    var ratios = new ArrayList<Double>();
    for (int i = 0; i < windows; i++) {
      var before = List.of(bare.cpu(), gateway.cpu());
      var one = load.fixedRate(bare, path, bytes, rate, WINDOW);
      var other = load.fixedRate(gateway, path, bytes, rate, WINDOW);
      Future.all(one, other).await();
      double ofBare = micros(bare, before.get(0), one.result());
      double ofGateway = micros(gateway, before.get(1), other.result());
      ratios.add(ofGateway / ofBare);
      System.out.printf(
          "window %d: bare %.0f us, gateway %.0f us, ratio %.2f, wrong %d%n",
          i + 1, ofBare, ofGateway, ofGateway / ofBare, one.result().bad() + other.result().bad());
    }
    ratios.sort(null);
    System.out.printf(
        "%s, three parts, %d/s each: gateway / bare handler = %.2f (middle half %.2f to %.2f)%n",
        size,
        rate,
        ratios.get(windows / 2),
        ratios.get(windows / 4),
        ratios.get(windows - 1 - windows / 4));
  }

  private static double micros(Target target, Duration before, Load.Outcome outcome) {
    return target.cpu().minus(before).toNanos() / 1e3 / Math.max(1, outcome.good());
  }

  private static int expectedLength(String size) {
    int names = Upstreams.NAMES.stream().mapToInt(name -> name.length() + "\"\":,".length()).sum();
    return 3 * Objects.requireNonNull(Upstreams.SIZES.get("/" + size), "size: 1k, 16k or 256k")
        + names
        + "{}".length()
        - 1;
  }

  private static List<String> java(Class<?> main, String... args) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms512m",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return command;
  }
}
