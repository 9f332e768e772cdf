package dev.weft.kit;

import dev.weft.codecs.FieldKeys;
import dev.weft.kit.db.Database;
import dev.weft.kit.db.Emits;
import dev.weft.kit.db.PgTransactions;
import dev.weft.kit.db.TransactionMetrics;
import dev.weft.kit.messaging.keys.KeyTable;
import dev.weft.kit.messaging.keys.MasterKeys;
import dev.weft.node.Node;
import dev.weft.node.StartFailure;
import dev.weft.node.config.Secret;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a service, with connections of their own: a handler waits for one while it has a
 * connection for its transaction.
 */
record ServiceKeys(FieldKeys keys, @Nullable Database database) {

  private static final int CONNECTIONS = 2;

  /**
   * What a service needs by what it declares.
   *
   * @throws StartFailure when it emits encrypted fields and has no keys, or they are none
   */
  static ServiceKeys open(Node node, String service, ServiceConfig config, Definition definition) {
    boolean writes = Definition.hasEncrypted(definition.emitted());
    var settings = config.keys();
    if (settings == null) {
      if (writes) {
        throw new StartFailure(
            service + " emits encrypted fields and has no keys: set keys.master.");
      }
      return new ServiceKeys(FieldKeys.NONE, null);
    }
    if (!writes && !Definition.hasEncrypted(definition.subscribed())) {
      return new ServiceKeys(FieldKeys.NONE, null);
    }
    var name = service + "-keys";
    var database =
        Database.open(
            node.vertx(),
            name,
            Optional.ofNullable(settings.database())
                .orElse(config.database())
                .withPoolSize(CONNECTIONS));
    var metrics = new TransactionMetrics(node.meters(), name, database);
    return new ServiceKeys(
        new KeyTable(
            new PgTransactions(database, Emits.NOTHING, metrics),
            masters(service, settings),
            settings.rotateAfter()),
        database);
  }

  private static MasterKeys masters(String service, KeysConfig settings) {
    try {
      return MasterKeys.of(
          Stream.of(Optional.of(settings.master()), Optional.ofNullable(settings.previous()))
              .flatMap(Optional::stream)
              .map(Secret::value)
              .toList());
    } catch (IllegalArgumentException e) {
      throw new StartFailure(service + " has no good keys: " + e.getMessage() + ".", e);
    }
  }

  Future<Void> close() {
    return database == null ? Future.succeededFuture() : database.close();
  }
}
