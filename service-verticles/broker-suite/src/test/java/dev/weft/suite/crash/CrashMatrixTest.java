package dev.weft.suite.crash;

import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wherever a process dies, nothing is lost, no effect happens twice, no key is out of order, and
 * the books balance. One round is every other point; all of them and more by {@code
 * -Dweft.crash.rounds}, some alone by {@code -Dweft.crash.points=A,B}, what was seen once again by
 * {@code -Dweft.crash.seed}.
 */
final class CrashMatrixTest {

  private static final int ROUNDS = Integer.getInteger("weft.crash.rounds", 1);
  private static final long SEED = Long.getLong("weft.crash.seed", System.nanoTime());

  @TempDir static Path directory;
  private static @Nullable CrashStage stage;
  private static int stages;

  static Stream<CrashPoint> points() {
    var chosen = System.getProperty("weft.crash.points", "");
    if (!chosen.isEmpty()) {
      return Stream.of(chosen.split(",", -1)).map(CrashPoint::valueOf);
    }
    var all = CrashPoint.values();
    return ROUNDS > 1 ? Stream.of(all) : everyOther(all);
  }

  /** One round is for every build, which has no time for all points: the seed says which half. */
  private static Stream<CrashPoint> everyOther(CrashPoint[] all) {
    return IntStream.range(0, all.length)
        .filter(index -> (index + SEED) % 2 == 0)
        .mapToObj(index -> all[index]);
  }

  @AfterAll
  static void close() throws InterruptedException {
    if (stage != null) {
      stage.close();
    }
  }

  @ParameterizedTest
  @MethodSource("points")
  void aProcessThatIsKilledLosesRepeatsAndReordersNothing(CrashPoint point) throws Exception {
    // The same seed has a point passed as often, whichever points are chosen.
    var random = new Random(SEED + point.name().hashCode());
    for (var round = 1; round <= ROUNDS; round++) {
      var occurrence = 1 + random.nextInt(point.most());
      var what =
          "%s for the %d. time, round %d, -Dweft.crash.seed=%d"
              .formatted(point, occurrence, round, SEED);
      System.out.println("killed at " + what);
      crash(point, occurrence, what);
    }
  }

  /** After a failure the next round begins anew. */
  private static void crash(CrashPoint point, int occurrence, String what) throws Exception {
    var on = stage;
    if (on == null) {
      on = new CrashStage(directory.resolve("broker-" + stages++), SEED);
      stage = on;
    }
    try {
      on.crash(point, occurrence);
    } catch (Throwable e) {
      var known = what + "; " + on;
      stage = null;
      on.close();
      throw new AssertionError(known, e);
    }
  }
}
