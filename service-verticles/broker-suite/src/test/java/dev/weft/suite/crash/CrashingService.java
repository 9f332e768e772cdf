package dev.weft.suite.crash;

import dev.weft.kit.Transaction;
import dev.weft.kit.messaging.Party;
import dev.weft.kit.messaging.Shop.PlacedAsRead;
import dev.weft.kit.messaging.Shop.Reserved;
import dev.weft.kit.messaging.TestDatabase;
import dev.weft.kit.messaging.inbox.ConsumerSettings;
import dev.weft.kit.messaging.outbox.RelaySettings;
import dev.weft.stack.embedded.FreshDatabase;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The process that is killed: a service that emits, reads what it has emitted, and emits another
 * message in each handler, which it reads too. Does as its standard input says.
 */
final class CrashingService {

  static final String SERVICE = "shop";
  static final String BEGIN = "begin";
  static final String END = "end";

  /** Every message with such a number is a dead letter in the end. */
  static final int DOOMED = 47;

  private static final int SHAKY = 11;
  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final Duration LEAST_PAUSE = Duration.ofMillis(20);
  private static final Duration MOST_PAUSE = Duration.ofMillis(100);

  private final Load load;
  private final Set<PlacedAsRead> tried = ConcurrentHashMap.newKeySet();

  private CrashingService(String[] args) {
    var database =
        new FreshDatabase("127.0.0.1", Integer.parseInt(args[1]), args[2], args[3], args[4]);
    var vertx = Vertx.vertx();
    var party =
        Party.of(
                vertx,
                SERVICE,
                TestDatabase.of(vertx, database),
                () -> {
                  throw new IllegalStateException("it goes by its port");
                })
            .brokerPort(Integer.parseInt(args[0]))
            .relay(RelaySettings.DEFAULT.withLease(LEASE))
            .consumer(ConsumerSettings.DEFAULT.withRetries(4, LEAST_PAUSE, MOST_PAUSE))
            .on(PlacedAsRead.class, this::placed)
            .on(Reserved.class, CrashingService::reserved)
            .start();
    this.load = new Load(party, Long.parseLong(args[5]));
  }

  static void main(String[] args) throws Exception {
    var service = new CrashingService(args);
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = input.readLine(); line != null; line = input.readLine()) {
      if (line.equals(BEGIN)) {
        service.load.begin();
      } else {
        service.load.end();
        System.out.println(END);
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private void placed(PlacedAsRead message, Transaction transaction) {
    load.arrived(message.orderId(), message.number());
    Party.Builder.note("placed", message, transaction);
    if (message.number() % DOOMED == 0 || (message.number() % SHAKY == 0 && tried.add(message))) {
      throw new IllegalStateException("no such shelf");
    }
    transaction.emit(new Reserved(message.orderId(), message.number()));
  }

  private static void reserved(Reserved message, Transaction transaction) {
    Party.Builder.note(
        "reserved", new PlacedAsRead(message.orderId(), message.number()), transaction);
  }
}
