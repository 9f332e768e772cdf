package dev.weft.bench.messaging;

import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.db.Migrations;
import dev.weft.stack.embedded.EmbeddedDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Runs both measurements and prints what came of them. */
public final class OutboxBench {

  private static final String NAME = "bench";
  private static final int WARM_UP_ROUNDS = 4;

  private OutboxBench() {}

  static void main(String[] args) throws Exception {
    var options = Options.of(args);
    // A benchmark that is interrupted leaves nothing behind: last begun, first ended.
    var endings = new ConcurrentLinkedDeque<Runnable>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endings.forEach(Runnable::run)));
    var directory = Files.createTempDirectory("weft-bench-");
    endings.addFirst(() -> delete(directory));
    var postgres = EmbeddedDatabase.start(directory.resolve("postgres"), 0);
    endings.addFirst(postgres::close);
    var broker = BrokerProcess.start(directory.resolve("broker"));
    endings.addFirst(broker::close);
    postgres.createDatabase(NAME, NAME);
    var config = DatabaseConfig.of("127.0.0.1", postgres.port(), NAME, NAME, NAME);
    Migrations.run(config, null);
    report(measure(options, config, broker.port()));
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
  private static void report(Figures figures) {
    System.out.println("| what | rate | ceiling of the same run | rate | ratio | rounds |");
    System.out.println("|---|--:|---|--:|--:|---|");
    System.out.println(figures.row(EmitRate.WITH_MESSAGE, EmitRate.WITHOUT));
    System.out.println(figures.row(EmitRate.WITH_MESSAGE, EmitRate.PLAIN));
    System.out.println(figures.row(EmitRate.ORDER_WITH_MESSAGE, EmitRate.ORDER_WITHOUT));
    System.out.println(figures.row(RelayRate.RELAY, RelayRate.RAW));
  }

  private static void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
