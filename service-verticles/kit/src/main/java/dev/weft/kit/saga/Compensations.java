package dev.weft.kit.saga;

import dev.weft.codecs.CodecRegistry;
import dev.weft.codecs.Decoded;
import dev.weft.codecs.Envelope;
import dev.weft.codecs.MessageDefinition;
import dev.weft.codecs.RecordJson;
import dev.weft.kit.Transaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The messages that undo the steps of a saga, as its row keeps them: as data of their types'
 * versions, since they are read by the service's next version too.
 */
final class Compensations {

  private final Set<Class<? extends Record>> records;
  private final CodecRegistry types;

  Compensations(Set<Class<? extends Record>> records) {
    this.records = Set.copyOf(records);
    this.types = CodecRegistry.of(records);
    types.definitions().stream()
        .filter(MessageDefinition::isEncrypted)
        .findFirst()
        .ifPresent(
            type -> {
              throw new IllegalArgumentException(
                  type.name() + " has encrypted fields, which a saga's row can not keep");
            });
  }

  /** The records of the types. */
  Set<Class<? extends Record>> records() {
    return records;
  }

  /** What was recorded before, and more. */
  JsonArray record(JsonArray before, List<Record> more) {
    var all = before.copy();
    for (var message : more) {
      var type = types.definition(message);
      all.add(
          new JsonObject()
              .put("type", type.name())
              .put("version", type.version())
              .put("data", json(message)));
    }
    return all;
  }

  /** Emits them, the last first. */
  void emit(JsonArray recorded, Transaction tx) {
    for (int i = recorded.size() - 1; i >= 0; i--) {
      tx.emit(message(recorded.getJsonObject(i)));
    }
  }

  private static <M extends Record> String json(M message) {
    @SuppressWarnings("unchecked") // the class of an object of that type
    var type = (Class<M>) message.getClass();
    return RecordJson.of(type).write(message);
  }

  private Record message(JsonObject recorded) {
    var type = recorded.getString("type");
    var envelope =
        new Envelope(
            "recorded",
            "/",
            type,
            recorded.getInteger("version"),
            "recorded",
            Instant.EPOCH,
            Envelope.JSON,
            Envelope.Trace.NONE);
    return switch (types.decode(envelope, Buffer.buffer(recorded.getString("data")))) {
      case Decoded.Message(_, var body) -> body;
      case Decoded other ->
          throw new IllegalStateException("a compensation " + type + ": " + other.describe());
    };
  }
}
