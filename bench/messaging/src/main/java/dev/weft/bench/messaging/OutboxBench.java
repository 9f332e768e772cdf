package dev.weft.bench.messaging;

import dev.weft.kit.DatabaseConfig;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Runs both measurements and prints what came of them. */
public final class OutboxBench {

  private static final int WARM_UP_ROUNDS = 4;

  private OutboxBench() {}

  static void main(String[] args) throws Exception {
    var options = new Options(5, Duration.ofSeconds(4), 40_000).with(args);
    var stage = Stage.start();
    stage.broker().subscribe(Sold.SERVICE);
    report(options, measure(options, stage.database("bench"), stage.broker().port()));
    System.exit(0); // the client of the raw measurement leaves a thread
  }

  private static Figures measure(Options options, DatabaseConfig config, int brokerPort)
      throws InterruptedException {
    var vertx = Vertx.vertx();
    var emits = new EmitRate(vertx, config);
    var relays = new RelayRate(vertx, config, brokerPort);
    var figures = new Figures();
    for (var round = -WARM_UP_ROUNDS; round < options.rounds(); round++) {
      var into = round < 0 ? new Figures() : figures;
      emits.round(round + WARM_UP_ROUNDS, options.window(), into);
      if (options.messages() > 0) {
        relays.round(round + WARM_UP_ROUNDS, options.messages(), into);
      }
    }
    emits.close();
    relays.close();
    vertx.close().await();
    return figures;
  }

  @SuppressWarnings("SystemOut") // a report is what it is for
  private static void report(Options options, Figures figures) {
    System.out.println("| what | rate | ceiling of the same run | rate | ratio | rounds |");
    System.out.println("|---|--:|---|--:|--:|---|");
    System.out.println(figures.row(EmitRate.WITH_MESSAGE, EmitRate.WITHOUT));
    System.out.println(figures.row(EmitRate.WITH_MESSAGE, EmitRate.PLAIN));
    System.out.println(figures.row(EmitRate.ORDER_WITH_MESSAGE, EmitRate.ORDER_WITHOUT));
    if (options.messages() > 0) {
      System.out.println(figures.row(RelayRate.RELAY, RelayRate.RAW));
    }
  }
}
