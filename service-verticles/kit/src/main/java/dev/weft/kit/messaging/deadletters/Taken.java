package dev.weft.kit.messaging.deadletters;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Dead letters that an act has locked. */
record Taken(List<Long> ids, List<Key> keys) {

  /** The key of one of them. */
  record Key(String subscription, String key, boolean held) {}

  static Taken of(RowSet<Row> rows) {
    var taken = new Taken(new ArrayList<>(), new ArrayList<>());
    for (var row : rows) {
      taken.ids.add(row.getLong("id"));
      taken.keys.add(
          new Key(row.getString("subscription"), row.getString("key"), row.getBoolean("holds")));
    }
    return taken;
  }

  boolean ofOutbox() {
    return keys.getFirst().subscription().equals(DeadLetterActs.OUTBOX);
  }

  Tuple idTuple() {
    return Tuple.tuple().addArrayOfLong(ids.toArray(Long[]::new));
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
