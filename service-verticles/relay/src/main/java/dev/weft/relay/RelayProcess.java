package dev.weft.relay;

import dev.weft.codecs.CodecRegistry;
import dev.weft.codecs.FieldKeys;
import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.DatabaseWatch;
import dev.weft.kit.db.Database;
import dev.weft.kit.db.Emits;
import dev.weft.kit.db.Migrations;
import dev.weft.kit.db.PgTransactions;
import dev.weft.kit.db.TransactionMetrics;
import dev.weft.kit.messaging.Messaging;
import dev.weft.kit.messaging.MessagingSetup;
import dev.weft.kit.messaging.books.BooksSettings;
import dev.weft.kit.messaging.inbox.ConsumerSettings;
import dev.weft.kit.messaging.outbox.Outbox;
import dev.weft.kit.messaging.outbox.RelaySettings;
import dev.weft.node.Node;
import dev.weft.node.NodeInfo;
import dev.weft.node.StartFailure;
import dev.weft.node.Startup;
import dev.weft.node.StopPhase;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Messaging of a service that is not made with the kit: all of it but the service. */
public final class RelayProcess {

  private static final String NAME = "relay";

  /** Of each pool: what has to wait for another's lock leaves one for the rest. */
  private static final int CONNECTIONS = 2;

  private RelayProcess() {}

  static void main(String[] args) {
    Startup.run(NAME, args, RelayConfig.class, RelayProcess::start);
  }

  /**
   * Starts a relay; returns when it looks for messages.
   *
   * @throws StartFailure when it cannot, for a reason that its operator can mend
   */
  static Node start(RelayConfig config) {
    if (config.migrate()) {
      Migrations.runAtStart("The relay", config.database(), null);
    } else {
      requireTables(config.database());
    }
    var node = Node.start(config.node(), NodeInfo.of(NAME, RelayProcess.class));
    try {
      run(node, config);
      return node;
    } catch (Throwable e) { // await throws checked ones too
      node.stop().await();
      throw e;
    }
  }

  private static void run(Node node, RelayConfig config) {
    var vertx = node.vertx();
    var relays = Database.open(vertx, NAME, config.database().withPoolSize(CONNECTIONS));
    var housekeeping =
        Database.open(vertx, NAME + "-housekeeping", config.database().withPoolSize(CONNECTIONS));
    node.onStop(
        StopPhase.CLOSE,
        "close the database",
        () -> relays.close().eventually(housekeeping::close));
    var watch = new DatabaseWatch(vertx, housekeeping);
    node.health().ready("database", watch::result);
    var messaging = Messaging.start(setup(node, config, relays, housekeeping));
    node.health().ready("broker", messaging::health);
    node.health().ready("books", messaging.books()::health);
    node.onStop(StopPhase.DRAIN, "hand over", messaging::stop);
    messaging.mount(node.managementRoutes());
    node.addPart(NAME, () -> JsonObject.of("service", config.service()));
  }

  /** The broker has no subscription of this service: its handlers are elsewhere. */
  private static MessagingSetup setup(
      Node node, RelayConfig config, Database relays, Database housekeeping) {
    var outbox = new Outbox(CodecRegistry.of());
    var metrics = new TransactionMetrics(node.meters(), config.service(), housekeeping);
    return new MessagingSetup(
        node.vertx(),
        config.service(),
        node.instanceId(),
        relays.pool(),
        housekeeping.pool(),
        new PgTransactions(housekeeping, new Emits(Set.of(), outbox), metrics),
        outbox,
        List.of(),
        config.broker().open(node.vertx()),
        node.meters(),
        RelaySettings.DEFAULT.withKeep(config.messages().keep()),
        ConsumerSettings.DEFAULT,
        FieldKeys.NONE,
        BooksSettings.DEFAULT.withAlarmAfter(config.messages().alarmAfter()));
  }

  private static void requireTables(DatabaseConfig database) {
    if (!hasTables(database)) {
      throw new StartFailure(
          "The database "
              + database
              + " has no outbox of this version: set \"migrate: true\", or start a service that has"
              + " it.");
    }
  }

  private static boolean hasTables(DatabaseConfig database) {
    try {
      return Migrations.hasKit(database);
    } catch (SQLException e) {
      throw new StartFailure("The relay cannot ask its database " + database + ".", e);
    }
  }
}
