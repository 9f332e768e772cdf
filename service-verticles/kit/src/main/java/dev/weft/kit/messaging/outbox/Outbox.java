package dev.weft.kit.messaging.outbox;

import dev.weft.codecs.CodecRegistry;
import dev.weft.kit.db.CommitHook;
import dev.weft.kit.db.Due;
import dev.weft.kit.db.Scheduled;
import dev.weft.node.trace.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the messages of a transaction right before its COMMIT: takes the locks of their keys, then
 * inserts them all, and waits for no answer in between.
 */
public final class Outbox implements CommitHook {

  private static final int ROWS_PER_STATEMENT = 5_000;
  private static final String LOCK = "SELECT weft_lock($1)";
  private static final String INSERT =
      """
      INSERT INTO weft_outbox
             (id, message_id, type, version, key, payload, content_type, traceparent)
      SELECT nextval('weft_outbox_place'), m, t, v, k, p, c, $7
        FROM (SELECT * FROM unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::bytea[],
                                   $6::text[])
                            WITH ORDINALITY AS u (m, t, v, k, p, c, n)
               ORDER BY n) AS in_order\
      """;

  /**
   * One message is the rule. Its locks, which are those of {@code weft_lock}, are taken by the same
   * statement: the planner leaves a subquery with volatile functions whole, so they are taken
   * before the place is drawn.
   */
  private static final String INSERT_ONE =
      """
      INSERT INTO weft_outbox
             (id, message_id, type, version, key, payload, content_type, traceparent)
      SELECT nextval('weft_outbox_place'), $1, $2, $3, $4, $5, $6, $7
        FROM (SELECT pg_advisory_xact_lock_shared(1464157780, -2147483648),
                     pg_advisory_xact_lock(
                         1464157780, greatest(hashtext($4), -2147483647))) AS locked\
      """;

  private static final String SCHEDULE =
      """
      INSERT INTO weft_schedule (id, type, version, key, payload, content_type, traceparent, due)
      SELECT m, t, v, k, p, c, $7, coalesce(a, clock_timestamp() + w * interval '1 ms')
        FROM (SELECT * FROM unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::bytea[],
                                   $6::text[], $8::timestamptz[], $9::bigint[])
                            WITH ORDINALITY AS u (m, t, v, k, p, c, a, w, n)
               ORDER BY n) AS in_order\
      """;
  private static final String CANCEL = "DELETE FROM weft_schedule WHERE id = $1";

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
    // What can not be encoded throws here, before anything is sent.
    if (emitted.size() == 1) {
      return connection.preparedQuery(INSERT_ONE).execute(row(emitted.getFirst(), trace));
    }
    var inserts = parts(emitted, trace);
    var statements = new ArrayList<Future<?>>();
    statements.add(connection.preparedQuery(LOCK).execute(keys(emitted)));
    for (var rows : inserts) {
      statements.add(connection.preparedQuery(INSERT).execute(rows));
    }
    return Future.join(statements);
  }

  private List<Tuple> parts(List<Record> emitted, TraceContext trace) {
    var parts = new ArrayList<Tuple>();
    for (var from = 0; from < emitted.size(); from += ROWS_PER_STATEMENT) {
      var some = emitted.subList(from, Math.min(emitted.size(), from + ROWS_PER_STATEMENT));
      parts.add(rows(some.stream().map(_ -> MessageIds.next()).toList(), some, trace));
    }
    return parts;
  }

  private Tuple keys(List<Record> messages) {
    var keys = messages.stream().map(this::key).distinct().toArray(String[]::new);
    return Tuple.tuple().addArrayOfString(keys);
  }

  private String key(Record message) {
    return registry.definition(message).key(message);
  }

  @Override
  public Future<?> schedule(
      SqlConnection connection, List<Scheduled> scheduled, TraceContext trace) {
    var due = scheduled.stream().map(Scheduled::due).toList();
    var rows =
        rows(
            scheduled.stream().map(Scheduled::id).toList(),
            scheduled.stream().map(Scheduled::message).toList(),
            trace);
    rows.addArrayOfOffsetDateTime(due.stream().map(Outbox::time).toArray(OffsetDateTime[]::new));
    rows.addArrayOfLong(due.stream().map(Outbox::pause).toArray(Long[]::new));
    return connection.preparedQuery(SCHEDULE).execute(rows);
  }

  private static @Nullable OffsetDateTime time(Due due) {
    return due instanceof Due.At at ? at.time().atOffset(ZoneOffset.UTC) : null;
  }

  private static @Nullable Long pause(Due due) {
    return due instanceof Due.After after ? after.pause().toMillis() : null;
  }

  @Override
  public Future<Boolean> cancel(SqlConnection connection, UUID scheduled) {
    return connection
        .preparedQuery(CANCEL)
        .execute(Tuple.of(scheduled))
        .map(rows -> rows.rowCount() == 1);
  }

  @Override
  public UUID newId() {
    return MessageIds.next();
  }

  private Tuple row(Record message, TraceContext trace) {
    var definition = registry.definition(message);
    return Tuple.of(
        MessageIds.next(),
        definition.name(),
        definition.version(),
        definition.key(message),
        registry.encode(message),
        definition.format().mediaType(),
        trace.traceparent());
  }

  private Tuple rows(List<UUID> ids, List<Record> messages, TraceContext trace) {
    var size = messages.size();
    var types = new String[size];
    var versions = new Integer[size];
    var keys = new String[size];
    var payloads = new Buffer[size];
    var contentTypes = new String[size];
    for (var i = 0; i < size; i++) {
      var definition = registry.definition(messages.get(i));
      types[i] = definition.name();
      versions[i] = definition.version();
      keys[i] = key(messages.get(i));
      payloads[i] = registry.encode(messages.get(i));
      contentTypes[i] = definition.format().mediaType();
    }
    return Tuple.tuple()
        .addArrayOfUUID(ids.toArray(UUID[]::new))
        .addArrayOfString(types)
        .addArrayOfInteger(versions)
        .addArrayOfString(keys)
        .addArrayOfBuffer(payloads)
        .addArrayOfString(contentTypes)
        .addString(trace.traceparent());
  }

  @Override
  public void afterCommit() {
    committed.run();
  }
}
