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
          new Load(500, 1, 1),
          new Load(100, 1, 1),
          new Load(500, 1_000, 10));

  private DeliveryBench() {}

  /**
   * Measures.
   *
   * @param args the seconds of each measurement of times, and the messages of the backlog
   */
  @SuppressWarnings("SystemOut") // a report is what it is for
  static void main(String[] args) throws Exception {
    var window = Duration.ofSeconds(args.length > 0 ? Integer.parseInt(args[0]) : 30);
    int backlog = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    var stage = Stage.start();
    var vertx = Vertx.vertx();
    System.out.println("| from commit to handler | p50 ms | p99 ms | max ms |");
    System.out.println("|---|--:|--:|--:|");
    var times = new DeliveryTimes(vertx, stage.brokerPort(), stage::database);
    for (var load : LOADS) {
      System.out.println(times.measure(load, window));
    }
    System.out.println();
    System.out.println("| handled of a backlog | rate of this tenth | heap after collection, MB |");
    System.out.println("|--:|--:|--:|");
    new Backlog(vertx, stage.brokerPort(), stage::database)
        .measure(backlog)
        .forEach(System.out::println);
    System.exit(0);
  }
}
