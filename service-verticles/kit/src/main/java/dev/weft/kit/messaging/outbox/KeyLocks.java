package dev.weft.kit.messaging.outbox;

import java.util.Collection;

/**
 * The advisory locks that make the order of ids within a key the order of commits. They are taken
 * right before COMMIT and end with it.
 *
 * <p>A transaction with very many keys would fill the server's lock table: it takes the one lock
 * that all others share.
 */
final class KeyLocks {

  /** "WEFT": the first half of every advisory lock that Weft takes. */
  static final int NAMESPACE = 0x5745_4654;

  static final int MOST_KEYS = 256;

  /** Everybody shares this one, who locks many keys has it alone. Sorts before all keys. */
  private static final int ALL = Integer.MIN_VALUE;

  private static final String EACH =
      """
      SELECT CASE WHEN k = $2 THEN pg_advisory_xact_lock_shared($1, k)
                  ELSE pg_advisory_xact_lock($1, k) END
        FROM unnest($3::int[]) AS k\
      """;
  private static final String EVERY =
      "SELECT pg_advisory_xact_lock($1, k) FROM unnest($3::int[]) AS k WHERE k = $2";

  private KeyLocks() {}

  static Locks of(Collection<String> keys) {
    var hashes = keys.stream().mapToInt(KeyLocks::hash).sorted().distinct().boxed().toList();
    if (hashes.size() > MOST_KEYS) {
      return new Locks(EVERY, ALL, new Integer[] {ALL});
    }
    var locks = new Integer[hashes.size() + 1];
    locks[0] = ALL;
    for (var i = 0; i < hashes.size(); i++) {
      locks[i + 1] = hashes.get(i);
    }
    return new Locks(EACH, ALL, locks);
  }

  private static int hash(String key) {
    var hash = key.hashCode();
    return hash == ALL ? 0 : hash;
  }

  /** The statement and its arguments after the namespace; the locks stand in order. */
  @SuppressWarnings("ArrayRecordComponent") // goes to the driver and nowhere else
  record Locks(String sql, int all, Integer[] sorted) {}
}
