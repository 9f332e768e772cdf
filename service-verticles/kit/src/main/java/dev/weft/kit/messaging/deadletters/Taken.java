package dev.weft.kit.messaging.deadletters;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * Dead letters that an act has locked.
 *
 * @param lastPosition no other one of them stands behind it
 */
record Taken(List<Long> ids, List<Key> keys, long lastPosition) {

  /** Before there were any. */
  static final Taken NONE = new Taken(List.of(), List.of(), Long.MIN_VALUE);

  /** The key of one of them. */
  record Key(String subscription, String key, boolean held) {}

  static Taken of(RowSet<Row> rows) {
    var ids = new ArrayList<Long>();
    var keys = new ArrayList<Key>();
    var last = NONE.lastPosition();
    for (var row : rows) {
      ids.add(row.getLong("id"));
      keys.add(
          new Key(row.getString("subscription"), row.getString("key"), row.getBoolean("holds")));
      last = row.getLong("position");
    }
    return new Taken(ids, keys, last);
  }

  boolean ofOutbox() {
    return keys.getFirst().subscription().equals(DeadLetterActs.OUTBOX);
  }

  Tuple idTuple() {
    return Tuple.tuple().addArrayOfLong(ids.toArray(Long[]::new));
  }

  Tuple distinctKeyTuple() {
    return Tuple.tuple()
        .addArrayOfString(keys.stream().map(Key::key).distinct().toArray(String[]::new));
  }

  Tuple keyTuple() {
    return tuple(keys);
  }

  /** Of those that hold others back. */
  Tuple holdingKeyTuple() {
    return tuple(keys.stream().filter(Key::held).toList());
  }

  private static Tuple tuple(List<Key> keys) {
    return Tuple.tuple()
        .addArrayOfString(keys.stream().map(Key::subscription).toArray(String[]::new))
        .addArrayOfString(keys.stream().map(Key::key).toArray(String[]::new));
  }
}
