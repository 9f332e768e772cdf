package dev.weft.kit.messaging.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.messaging.books.Account.Judged;
import dev.weft.kit.messaging.books.Entry.Act;
import dev.weft.kit.messaging.inbox.InboxBook;
import dev.weft.kit.messaging.inbox.InboxBook.Source;
import dev.weft.kit.messaging.inbox.SubscriptionCounts;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When books are judged, and how. */
final class AccountTest {

  private static final BooksSettings SETTINGS =
      new BooksSettings(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(5));
  private static final OptionalLong NOTHING = OptionalLong.of(0);
  private static final OptionalLong UNTOLD = OptionalLong.empty();

  private final Account account = new Account(SETTINGS);
  private long seconds;

  @Test
  void nothingIsJudgedBeforeItHasNotMovedForAWhile() {
    var short1 = reading(NOTHING, List.of(told(10)), List.of(source(9, 0L)));

    assertThat(verdict(short1)).isEqualTo(new Verdict.InMotion());
    seconds += 19;
    assertThat(verdict(short1)).isEqualTo(new Verdict.InMotion());
    seconds += 1;
    assertThat(verdict(short1)).isEqualTo(new Verdict.ShortBy(1));
    assertThat(verdict(reading(NOTHING, List.of(told(11)), List.of(source(9, 0L)))))
        .isEqualTo(new Verdict.InMotion());
  }

  @Test
  void whatAPublisherToldIsForgottenSoonerThanARestIsLong() {
    assertThat(BooksSettings.DEFAULT.freshFor()).isLessThan(BooksSettings.DEFAULT.rest());
    assertThat(BooksSettings.DEFAULT.every().multipliedBy(2))
        .isLessThan(BooksSettings.DEFAULT.freshFor());
  }

  @Test
  void whatWasFoundAtRestIsToldUntilItIsAtRestAgain() {
    atRest(reading(NOTHING, List.of(told(10)), List.of(source(9, 0L))));

    var moving = account.take(reading(NOTHING, List.of(told(11)), List.of(source(9, 0L))), nanos());
    assertThat(moving.book().verdict()).isEqualTo(new Verdict.InMotion());
    assertThat(moving.book().lastVerdict()).isEqualTo(new Verdict.ShortBy(1));

    var healed = atRest(reading(NOTHING, List.of(told(11)), List.of(source(11, 0L))));
    assertThat(healed.book().lastVerdict()).isEqualTo(new Verdict.Balances());
  }

  @Test
  void aMessageThatWaitsInAnOutboxMayHaveArrivedAlready() {
    var sentAndNotDeleted = new Told("/orders", 9, 1, 0);

    assertThat(atRest(reading(NOTHING, List.of(sentAndNotDeleted), List.of(source(10, 0L)))))
        .extracting(judged -> judged.book().verdict())
        .isEqualTo(new Verdict.InMotion());
  }

  @Test
  void whatWaitsAtTheBrokerIsNotLostAndCopiesOfItAreNotTooMany() {
    var waiting = OptionalLong.of(3);

    assertThat(restVerdict(waiting, told(10), source(7, 0L))).isEqualTo(new Verdict.Balances());
    assertThat(restVerdict(waiting, told(10), source(8, 0L))).isEqualTo(new Verdict.Balances());
    assertThat(restVerdict(waiting, told(10), source(6, 0L))).isEqualTo(new Verdict.ShortBy(1));
    assertThat(restVerdict(waiting, told(10), source(11, 0L))).isEqualTo(new Verdict.OverBy(1));
  }

  @Test
  void aBrokerThatDoesNotTellLeavesOpenWhetherWhatIsMissingIsLost() {
    assertThat(restVerdict(UNTOLD, told(10), source(10, 0L))).isEqualTo(new Verdict.Balances());
    assertThat(restVerdict(UNTOLD, told(10), source(11, 0L))).isEqualTo(new Verdict.OverBy(1));
    assertThat(restVerdict(UNTOLD, told(10), source(8, 0L)).text())
        .startsWith("unknown: 2 are at the broker or lost");

    seconds += 600;
    var later = account.take(reading(UNTOLD, List.of(told(10)), List.of(source(8, 0L))), nanos());
    assertThat(later.book().oldestWaiting()).isGreaterThan(Duration.ofMinutes(9));
  }

  @Test
  void aMessageTooManyOfOnePublisherMakesUpForNoneOfAnother() {
    var told = List.of(new Told("/orders", 10, 0, 0), new Told("/web", 5, 0, 0));
    var sources = List.of(new Source("/orders", 9, 0L, 0), new Source("/web", 6, 0L, 0));

    assertThat(atRest(reading(NOTHING, told, sources)).book().verdict())
        .isEqualTo(new Verdict.ShortBy(1));
  }

  @Test
  void withoutAllPublishersOrTheBrokerNothingIsJudged() {
    var two = List.of(source(5, 0L), new Source("/web", 6, 0L, 0));
    assertThat(atRest(reading(NOTHING, List.of(told(10)), two)).book().verdict().text())
        .isEqualTo("unknown: nobody tells the books of /web");
    assertThat(atRest(reading(NOTHING, List.of(), List.of())).book().verdict())
        .isInstanceOf(Verdict.Unknown.class);

    var away =
        new Reading(book(List.of(source(5, 0L))), List.of(told(10)), OptionalLong.empty(), false);
    assertThat(atRest(away).book().verdict()).isEqualTo(new Verdict.Unknown("the broker is away"));
    assertThat(atRest(away).entries()).isEmpty();
  }

  @Test
  void booksAreOpenedAtTheFirstRestWithNothingAtTheBroker() {
    var busy = atRest(reading(OptionalLong.of(4), List.of(told(500)), List.of(source(3, null))));
    assertThat(busy.entries()).isEmpty();
    assertThat(busy.book().verdict()).isInstanceOf(Verdict.Unknown.class);

    var drained = atRest(reading(NOTHING, List.of(told(507)), List.of(source(7, null))));
    assertThat(drained.entries())
        .containsExactly(new Entry("/orders", Act.FIRST_REST, null, 500, 0));
  }

  @Test
  void whereNothingWasEverPublishedBooksAreOpenAtOnce() {
    var first = account.take(reading(UNTOLD, List.of(told(0)), List.of(source(0, null))), nanos());

    assertThat(first.entries()).containsExactly(new Entry("/orders", Act.FIRST_REST, null, 0, 0));
  }

  @Test
  void whereTheBrokerDoesNotTellTheFirstRestHasToBeLong() {
    var reading = reading(UNTOLD, List.of(told(500)), List.of(source(7, null)));
    assertThat(atRest(reading).entries()).isEmpty();

    seconds += 280;
    assertThat(account.take(reading, nanos()).entries())
        .containsExactly(new Entry("/orders", Act.FIRST_REST, null, 493, 0));
  }

  @Test
  void aReplayExplainsAsManyMessagesTooManyAsItSentAndNoneThatAreMissing() {
    var replayed = new Told("/orders", 500, 0, 20);

    var allNew = atRest(reading(NOTHING, List.of(replayed), List.of(source(20, 500L))));
    assertThat(allNew.book().verdict()).isEqualTo(new Verdict.Balances());
    assertThat(allNew.entries()).containsExactly(new Entry("/orders", Act.REPLAY, 500L, 480, 20));

    var oneTooMany = atRest(reading(NOTHING, List.of(replayed), List.of(source(21, 500L))));
    assertThat(oneTooMany.book().verdict()).isEqualTo(new Verdict.OverBy(1));

    var missing = atRest(reading(NOTHING, List.of(replayed), List.of(source(0, 490L))));
    assertThat(missing.book().verdict()).isEqualTo(new Verdict.ShortBy(10));
    assertThat(missing.entries()).containsExactly(new Entry("/orders", Act.REPLAY, 490L, 490, 20));
  }

  @Test
  void aReplayWhoseMessagesMayStillBeOnTheirWayIsNotOverWith() {
    var replayed = new Told("/orders", 500, 0, 20);

    assertThat(atRest(reading(OptionalLong.of(20), List.of(replayed), List.of(source(0, 500L)))))
        .satisfies(judged -> assertThat(judged.entries()).isEmpty());
    assertThat(atRest(reading(UNTOLD, List.of(replayed), List.of(source(5, 500L)))).entries())
        .containsExactly(new Entry("/orders", Act.REPLAY, 500L, 495, 5));
  }

  private Verdict restVerdict(OptionalLong atBroker, Told told, Source source) {
    return atRest(reading(atBroker, List.of(told), List.of(source))).book().verdict();
  }

  private Judged atRest(Reading reading) {
    account.take(reading, nanos());
    seconds += 20;
    return account.take(reading, nanos());
  }

  private Verdict verdict(Reading reading) {
    return account.take(reading, nanos()).book().verdict();
  }

  private long nanos() {
    return Duration.ofSeconds(seconds).toNanos();
  }

  private static Told told(long published) {
    return new Told("/orders", published, 0, 0);
  }

  private static Source source(long taken, @Nullable Long opening) {
    return new Source("/orders", taken, opening, 0);
  }

  private static Reading reading(OptionalLong atBroker, List<Told> told, List<Source> sources) {
    return new Reading(book(sources), told, atBroker, true);
  }

  private static InboxBook book(List<Source> sources) {
    var taken = sources.stream().mapToLong(Source::taken).sum();
    return new InboxBook(
        new SubscriptionCounts("t.A::stock", taken, 0, 0, 0), Duration.ZERO, sources);
  }
}
