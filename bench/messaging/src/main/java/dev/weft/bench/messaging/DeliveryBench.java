package dev.weft.bench.messaging;

import dev.weft.bench.messaging.DeliveryTimes.Load;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/**
 * Runs the measurements of whole ways, from a commit to a handler, and prints what came of them.
 */
public final class DeliveryBench {

  private static final List<Load> LOADS =
      List.of(
          new Load(500, 1_000, 1),
          new Load(100, 1_000, 1),
          new Load(100, 1, 1),
          new Load(100, 1_000, 10));

  private DeliveryBench() {}

  @SuppressWarnings("SystemOut") // a report is what it is for
  static void main(String[] args) throws Exception {
    var options = new Options(1, Duration.ofSeconds(30), 1_000_000).with(args);
    var stage = Stage.start();
    var vertx = Vertx.vertx();
    System.out.println("| from commit to handler | p50 ms | p99 ms | max ms |");
    System.out.println("|---|--:|--:|--:|");
    var times = new DeliveryTimes(vertx, stage);
    for (int round = 0; round < options.rounds(); round++) {
      for (var load : LOADS) {
        System.out.println(times.measure(load, options.window()));
      }
    }
    System.out.println();
    System.out.println("| handled of a backlog | rate of this tenth | heap after collection, MB |");
    System.out.println("|--:|--:|--:|");
    new Backlog(vertx, stage).measure(options.messages()).forEach(System.out::println);
    System.exit(0);
  }
}
