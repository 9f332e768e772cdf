package dev.weft.kit.messaging.outbox;

import dev.weft.codecs.CodecRegistry;
import dev.weft.kit.db.CommitHook;
import dev.weft.node.trace.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Writes the messages of a transaction right before its COMMIT: one statement that takes the locks
 * of their keys, one that inserts them all, both on their way before either is answered.
 */
public final class Outbox implements CommitHook {

  private static final int ROWS_PER_STATEMENT = 5_000;
  private static final String INSERT =
      """
      INSERT INTO weft_outbox (message_id, type, version, key, payload, content_type, traceparent)
      SELECT m, t, v, k, p, c, $7
        FROM unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::bytea[], $6::text[])
             WITH ORDINALITY AS u (m, t, v, k, p, c, n)
       ORDER BY n\
      """;

  private final CodecRegistry registry;
  private volatile Runnable committed = () -> {};

  /** An outbox for the types of a registry. */
  public Outbox(CodecRegistry registry) {
    this.registry = registry;
  }

  /** Is told of every commit that left messages. */
  public void onCommit(Runnable action) {
    committed = action;
  }

  @Override
  public Future<?> beforeCommit(
      SqlConnection connection, List<Record> emitted, TraceContext trace) {
    var keys = new ArrayList<String>(emitted.size());
    for (var message : emitted) {
      keys.add(registry.definition(message).key(message));
    }
    var inserts = new ArrayList<Tuple>();
    for (var from = 0; from < emitted.size(); from += ROWS_PER_STATEMENT) {
      var to = Math.min(emitted.size(), from + ROWS_PER_STATEMENT);
      inserts.add(rows(emitted.subList(from, to), keys.subList(from, to), trace));
    }
    var locks = KeyLocks.of(keys);
    var statements = new ArrayList<Future<?>>();
    statements.add(
        connection
            .preparedQuery(locks.sql())
            .execute(Tuple.of(KeyLocks.NAMESPACE, locks.all(), locks.sorted())));
    for (var insert : inserts) {
      statements.add(connection.preparedQuery(INSERT).execute(insert));
    }
    return Future.join(statements);
  }

  private Tuple rows(List<Record> messages, List<String> keys, TraceContext trace) {
    var size = messages.size();
    var ids = new UUID[size];
    var types = new String[size];
    var versions = new Integer[size];
    var payloads = new Buffer[size];
    var contentTypes = new String[size];
    for (var i = 0; i < size; i++) {
      var definition = registry.definition(messages.get(i));
      ids[i] = MessageIds.next();
      types[i] = definition.name();
      versions[i] = definition.version();
      payloads[i] = registry.encode(messages.get(i));
      contentTypes[i] = definition.format().mediaType();
    }
    return Tuple.tuple()
        .addArrayOfUUID(ids)
        .addArrayOfString(types)
        .addArrayOfInteger(versions)
        .addArrayOfString(keys.toArray(String[]::new))
        .addArrayOfBuffer(payloads)
        .addArrayOfString(contentTypes)
        .addString(trace.traceparent());
  }

  @Override
  public void afterCommit() {
    committed.run();
  }
}
