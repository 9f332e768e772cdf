package dev.weft.kit.messaging.books;

import static java.util.stream.Collectors.joining;

import dev.weft.kit.messaging.inbox.InboxBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Judges the books of one subscription, reading by reading. Only what has not moved for a while is
 * judged: then no message is between two places where it is counted. Not for several threads.
 */
final class Account {

  private final BooksSettings settings;
  private final WaitingAge age = new WaitingAge();
  private @Nullable Reading last;
  private long stillSince;
  private @Nullable Verdict atRest;

  Account(BooksSettings settings) {
    this.settings = settings;
  }

  /**
   * What is to be told of a reading, and what is to be written because of it.
   *
   * @param strangers publishers that need a book
   */
  record Judged(SubscriptionBook book, List<Entry> entries, List<Told> strangers) {}

  /**
   * Judges a reading.
   *
   * @param nanos of {@link System#nanoTime()}
   */
  Judged take(Reading reading, long nanos) {
    if (last == null || !reading.numbers().equals(last.numbers())) {
      stillSince = nanos;
    }
    last = reading;
    var still = Duration.ofNanos(nanos - stillSince);
    var verdict = verdict(reading, still);
    if (verdict.alarms() || verdict instanceof Verdict.Balances) {
      atRest = verdict;
    }
    noteAge(reading, nanos);
    return new Judged(book(reading, verdict), entries(reading, still), reading.strangers());
  }

  /**
   * The books as of the last reading.
   *
   * @throws IllegalStateException when they can not be opened anew now, and why
   */
  Reading toBeOpened(long nanos) {
    var reading = last;
    if (reading == null || !reading.reachable() || reading.told().isEmpty()) {
      throw new IllegalStateException("the broker is away, or no publisher tells its books");
    }
    if (!isAtRest(reading, Duration.ofNanos(nanos - stillSince))) {
      throw new IllegalStateException("something moves, ask again when nothing does");
    }
    if (reading.atBroker().orElse(0) > 0) {
      throw new IllegalStateException(reading.atBroker().getAsLong() + " wait at the broker");
    }
    return reading;
  }

  private boolean isAtRest(Reading reading, Duration still) {
    return reading.outboxesAreEmpty() && still.compareTo(settings.rest()) >= 0;
  }

  private Verdict verdict(Reading reading, Duration still) {
    if (!reading.reachable()) {
      return new Verdict.Unknown("the broker is away");
    }
    if (!reading.silent().isEmpty()) {
      var names = reading.silent().stream().map(InboxBook.Source::name).collect(joining(", "));
      return new Verdict.Unknown("nobody tells the books of " + names);
    }
    if (reading.told().isEmpty()) {
      return new Verdict.Unknown("nobody who publishes it tells his books");
    }
    if (!isAtRest(reading, still)) {
      return new Verdict.InMotion();
    }
    if (!reading.strangers().isEmpty() || !reading.lines().stream().allMatch(Line::isOpen)) {
      return new Verdict.Unknown("not open yet, which takes a rest with nothing at the broker");
    }
    return balance(reading);
  }

  /**
   * What waits at the broker may be copies, which will be known, or messages of clients without
   * books: so it can make up for what is missing and never makes a message too many.
   */
  private static Verdict balance(Reading reading) {
    long missing = 0;
    long over = 0;
    for (var line : reading.lines()) {
      missing += Math.max(0, line.missingAfterReplays());
      over += Math.max(0, -line.missingAfterReplays());
    }
    var waiting = reading.atBroker();
    if (waiting.isEmpty() && missing > 0) {
      return new Verdict.Unknown(
          missing + " are at the broker or lost, and it does not tell what waits there");
    }
    if (missing > waiting.orElse(0)) {
      return new Verdict.ShortBy(missing - waiting.orElse(0));
    }
    return over > 0 ? new Verdict.OverBy(over) : new Verdict.Balances();
  }

  private List<Entry> entries(Reading reading, Duration still) {
    var atRest = reading.reachable() && isAtRest(reading, still);
    var drained = atRest && reading.atBroker().equals(OptionalLong.of(0));
    // A broker that does not tell has nothing left for a reader that got nothing for so long.
    var silent =
        atRest && reading.atBroker().isEmpty() && still.compareTo(settings.alarmAfter()) >= 0;
    var entries = new ArrayList<Entry>();
    for (var line : reading.lines()) {
      if (line.isNew() || (!line.isOpen() && (drained || silent))) {
        entries.add(line.open(Entry.Act.FIRST_REST));
      } else if (atRest) {
        line.noteReplays(drained).ifPresent(entries::add);
      }
    }
    return entries;
  }

  private void noteAge(Reading reading, long nanos) {
    var counts = reading.book().counts();
    var gone = counts.consumed() + counts.held() + counts.dead() + counts.discarded();
    var missing = reading.lines().stream().mapToLong(Line::missingAfterReplays).sum();
    if (reading.reachable()) {
      age.note(gone, reading.atBroker().orElse(missing), nanos);
    }
  }

  private SubscriptionBook book(Reading reading, Verdict verdict) {
    var lines = reading.lines();
    var known = !lines.isEmpty() && lines.stream().allMatch(Line::isOpen);
    return new SubscriptionBook(
        reading.book().counts(),
        reading.atBroker(),
        reading.told().stream().mapToLong(Told::published).sum(),
        known ? OptionalLong.of(opening(lines)) : OptionalLong.empty(),
        reading.book().oldestHeld(),
        age.oldest(),
        verdict,
        atRest == null ? verdict : atRest);
  }

  private static long opening(List<Line> lines) {
    return lines.stream()
        .map(line -> line.source().opening())
        .mapToLong(opening -> opening == null ? 0 : opening)
        .sum();
  }
}
