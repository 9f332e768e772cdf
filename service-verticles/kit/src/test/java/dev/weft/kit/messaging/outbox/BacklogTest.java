package dev.weft.kit.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.codecs.Envelope;
import io.vertx.core.buffer.Buffer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BacklogTest {

  private final Backlog backlog = new Backlog();
  private final PartitionLease lease = new PartitionLease(1, 1, Long.MAX_VALUE);

  @Test
  void keysGoSideBySideAndOneAtATimeWithin() {
    backlog.add(backlog.asOf(), List.of(claim(1, "a"), claim(2, "a"), claim(3, "b")));

    var first = backlog.next();
    assertThat(first).isEqualTo(claim(1, "a"));
    assertThat(backlog.next()).isEqualTo(claim(3, "b"));
    assertThat(backlog.next()).isNull();
    backlog.finished(row(1, "a"));
    assertThat(backlog.next()).isEqualTo(claim(2, "a"));
    assertThat(backlog.underWay()).isEqualTo(2);
    assertThat(backlog.waiting()).isZero();
  }

  @Test
  void aRowThatIsGivenBackGoesBeforeAllOthersOfItsKey() {
    backlog.add(backlog.asOf(), List.of(claim(1, "a"), claim(2, "a")));
    backlog.next();

    backlog.giveBack(claim(1, "a"));

    assertThat(backlog.next()).isEqualTo(claim(1, "a"));
    assertThat(backlog.next()).isNull();
  }

  @Test
  void aSentRowStaysKnownUntilItIsForgotten() {
    backlog.add(backlog.asOf(), List.of(claim(1, "a")));
    backlog.next();
    backlog.finished(row(1, "a"));

    assertThat(backlog.ids()).containsExactly(1L);
    backlog.add(backlog.asOf(), List.of(claim(1, "a")));
    assertThat(backlog.next()).isNull();
    backlog.forget(1);
    assertThat(backlog.ids()).isEmpty();
  }

  @Test
  void aTypeThatIsDroppedLeavesTheOthersOfItsKeys() {
    backlog.add(
        backlog.asOf(), List.of(claim(1, "a"), claim(2, "a", "t.B"), claim(3, "a"), claim(4, "b")));
    backlog.next();

    backlog.dropType(row(1, "a"));

    assertThat(backlog.next()).isEqualTo(claim(2, "a", "t.B"));
    assertThat(backlog.next()).isNull();
    assertThat(backlog.ids()).containsExactly(2L);
    backlog.finished(typed(2, "a", "t.B"));
    backlog.add(backlog.asOf(), List.of(claim(1, "a"), claim(3, "a"), claim(4, "b")));
    assertThat(backlog.next()).isEqualTo(claim(1, "a"));
  }

  @Test
  void whatWasLoadedWhileATypeLeftIsNotTaken() {
    backlog.add(backlog.asOf(), List.of(claim(1, "a")));
    backlog.next();
    var asOf = backlog.asOf();

    backlog.dropType(row(1, "a"));

    assertThat(backlog.add(asOf, List.of(claim(2, "a")))).isFalse();
    assertThat(backlog.next()).isNull();
    assertThat(backlog.add(backlog.asOf(), List.of(claim(1, "a"), claim(2, "a")))).isTrue();
    assertThat(backlog.next()).isEqualTo(claim(1, "a"));
  }

  @Test
  void whatWaitsBehindARowThatIsHeldUpIsCountedApart() {
    backlog.add(
        backlog.asOf(), List.of(claim(1, "a"), claim(2, "a"), claim(3, "a"), claim(4, "b")));
    backlog.next();
    backlog.holdUp(row(1, "a"));
    backlog.holdUp(row(1, "a"));
    backlog.add(backlog.asOf(), List.of(claim(5, "a")));

    assertThat(backlog.waiting() - backlog.heldUp()).isEqualTo(1);
    backlog.giveBack(claim(1, "a"));
    assertThat(backlog.heldUp()).isZero();
    assertThat(backlog.waiting()).isEqualTo(5);
  }

  @Test
  void aPartitionThatIsDroppedTakesWhatIsUnderWayAndWhatWasSentWithIt() {
    backlog.add(
        backlog.asOf(), List.of(claim(1, "a"), claim(2, "a"), claim(3, "b"), claim(4, "q")));
    backlog.next();
    backlog.next();
    backlog.finished(row(3, "b"));
    backlog.holdUp(row(1, "a"));
    var asOf = backlog.asOf();

    backlog.dropPartition(row(1, "a").partition());

    assertThat(backlog.ids()).containsExactlyInAnyOrder(3L);
    assertThat(backlog.underWay()).isZero();
    assertThat(backlog.waiting()).isZero();
    assertThat(backlog.heldUp()).isZero();
    assertThat(backlog.add(asOf, List.of(claim(2, "a")))).isFalse();
    backlog.add(backlog.asOf(), List.of(claim(1, "a")));
    assertThat(backlog.next()).isEqualTo(claim(1, "a"));
  }

  @Test
  void aPartitionThatIsGivenUpFinishesWhatIsUnderWayAndNoMore() {
    backlog.add(backlog.asOf(), List.of(claim(1, "a"), claim(2, "a"), claim(3, "b")));
    backlog.next();
    var partition = row(1, "a").partition();

    backlog.dropWaiting(partition);

    assertThat(backlog.underWay(partition)).isEqualTo(1);
    backlog.finished(row(1, "a"));
    assertThat(backlog.underWay(partition)).isZero();
    assertThat(backlog.next()).isEqualTo(claim(3, "b"));
    assertThat(backlog.next()).isNull();
  }

  @Test
  void aKeyWithManyRowsIsFull() {
    backlog.add(backlog.asOf(), IntStream.range(0, 64).mapToObj(i -> claim(i, "a")).toList());
    backlog.add(backlog.asOf(), List.of(claim(100, "b")));

    assertThat(backlog.fullKeys()).containsExactly("a");
  }

  @Test
  void whateverHappensAKeyGoesInTheOrderOfItsIds() {
    var seed = System.nanoTime();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var sent = new HashMap<String, List<Long>>();
    var underWay = new ArrayList<Claimed>();
    for (var id = 0; id < 5_000; id++) {
      backlog.add(backlog.asOf(), List.of(claim(id, "key" + random.nextInt(30))));
      var next = backlog.next();
      if (next != null) {
        underWay.add(next);
      }
      if (!underWay.isEmpty() && random.nextInt(3) > 0) {
        var claim = underWay.remove(random.nextInt(underWay.size()));
        var row = claim.row();
        if (random.nextBoolean()) {
          sent.computeIfAbsent(row.key(), _ -> new ArrayList<>()).add(row.id());
          backlog.finished(row);
        } else {
          backlog.giveBack(claim);
        }
      }
    }
    assertThat(sent.values()).as("seed %d", seed).allSatisfy(ids -> assertThat(ids).isSorted());
    assertThat(backlog.underWay()).isEqualTo(underWay.size());
  }

  private Claimed claim(long id, String key) {
    return claim(id, key, "t.A");
  }

  private Claimed claim(long id, String key, String type) {
    return new Claimed(typed(id, key, type), lease);
  }

  private static OutboxRow row(long id, String key) {
    return typed(id, key, "t.A");
  }

  private static OutboxRow typed(long id, String key, String type) {
    return new OutboxRow(
        id,
        key.hashCode() & 15,
        new UUID(0, id),
        type,
        1,
        key,
        Buffer.buffer("x"),
        "application/json",
        Envelope.Trace.NONE,
        OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));
  }
}
