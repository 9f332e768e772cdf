package dev.weft.suite.crash;

import dev.weft.kit.Transaction;
import dev.weft.kit.messaging.Party;
import dev.weft.kit.messaging.Shop.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Emits messages as fast as they are handled. Numbers count the messages of a key in the order of
 * commits, and each is in the journal if, and only if, its transaction commits.
 */
final class Load {

  static final int KEYS = 20;
  private static final int THREADS = 4;
  private static final int UNDER_WAY = 200;
  private static final long LOOK_MILLIS = 50;

  private final Party party;
  private final Semaphore room = new Semaphore(UNDER_WAY);
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();
  private final Random seeds;
  private volatile boolean on;

  /** A transaction that is to leave nothing. */
  private static final class RolledBack extends RuntimeException {}

  Load(Party party, long seed) {
    this.party = party;
    this.seeds = new Random(seed);
  }

  void begin() {
    if (!on) {
      on = true;
      IntStream.range(0, THREADS)
          .mapToObj(_ -> new Random(seeds.nextLong()))
          .forEach(random -> threads.add(Thread.startVirtualThread(() -> emit(random))));
    }
  }

  /** On return nothing more will be emitted. */
  void end() throws InterruptedException {
    on = false;
    for (var thread : threads) {
      thread.join();
    }
    threads.clear();
  }

  /** For the handler, which has got a message. */
  void arrived(String key, int number) {
    if (underWay.remove(key + "/" + number)) {
      room.release();
    }
  }

  private void emit(Random random) {
    try {
      while (on) {
        var keys = keys(random);
        if (room.tryAcquire(keys.size(), LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          emit(keys, random.nextInt(10) == 0);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> keys(Random random) {
    return Stream.generate(() -> "key" + random.nextInt(KEYS))
        .limit(1 + random.nextInt(2))
        .distinct()
        .sorted()
        .toList();
  }

  private void emit(List<String> keys, boolean rollBack) {
    var mine = new ArrayList<String>();
    try {
      party.transact(
          transaction -> {
            underWay.removeAll(mine);
            mine.clear();
            for (var key : keys) {
              var number = emit(transaction, key);
              mine.add(key + "/" + number);
            }
            if (rollBack) {
              throw new RolledBack();
            }
            underWay.addAll(mine);
          });
    } catch (RolledBack _) {
      room.release(keys.size());
    }
  }

  /** The number is drawn under the row's lock, so the order of numbers is that of commits. */
  private static int emit(Transaction transaction, String key) {
    var number =
        transaction
            .one("UPDATE counter SET n = n + 1 WHERE key = $1 RETURNING n", key)
            .orElseThrow()
            .getInteger(0);
    transaction.update("INSERT INTO journal (key, number) VALUES ($1, $2)", key, number);
    transaction.emit(new Placed(key, number, ""));
    return number;
  }
}
