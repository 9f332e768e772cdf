package dev.weft.kit.messaging.books;

import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.broker.SubscriptionName;
import dev.weft.kit.messaging.inbox.Counting;
import dev.weft.kit.messaging.inbox.InboxBook;
import dev.weft.kit.messaging.inbox.InboxMark;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads and judges the books of a service's subscriptions. Not for several threads. */
final class SubscriptionBooks {

  /** For the audit of what is written without anybody's word. */
  private static final String NOBODY = "weft";

  private final Broker broker;
  private final Announcements announcements;
  private final InboxMark mark;
  private final Counting counting;
  private final BookTable table;
  private final Map<String, Kept> kept = new TreeMap<>();

  private record Kept(SubscriptionName name, Account account) {}

  SubscriptionBooks(
      Pool pool,
      Broker broker,
      BooksSettings settings,
      Announcements announcements,
      Collection<SubscriptionName> names) {
    this.broker = broker;
    this.announcements = announcements;
    this.mark = new InboxMark(pool);
    names.forEach(name -> kept.put(name.toString(), new Kept(name, new Account(settings))));
    this.counting = new Counting(pool, kept.keySet());
    this.table = new BookTable(pool);
  }

  /** Of those that the service has now. */
  Future<List<SubscriptionBook>> read() {
    return kept.isEmpty()
        ? Future.succeededFuture(List.of())
        : mark.advance().compose(_ -> counting.books()).compose(this::judge);
  }

  private Future<List<SubscriptionBook>> judge(List<InboxBook> books) {
    return Future.join(
            books.stream()
                .flatMap(
                    book ->
                        Optional.ofNullable(kept.get(book.counts().subscription()))
                            .map(one -> judge(one, book))
                            .stream())
                .toList())
        .map(all -> all.<SubscriptionBook>list());
  }

  private Future<SubscriptionBook> judge(Kept one, InboxBook book) {
    var reachable = broker.state().connected();
    var asked = reachable ? broker.waiting(one.name) : Future.succeededFuture(OptionalLong.empty());
    return asked.compose(
        waiting -> {
          var told = announcements.of(one.name);
          var judged =
              one.account.take(new Reading(book, told, waiting, reachable), System.nanoTime());
          var name = one.name.toString();
          return table
              .begin(name, judged.strangers())
              .compose(_ -> table.enter(name, judged.entries(), NOBODY))
              .map(judged.book());
        });
  }

  /** Opens the books of a subscription anew, as of the last reading. */
  Future<Void> open(String subscription, String who) {
    var one = kept.get(subscription);
    if (one == null) {
      return Future.failedFuture(
          new IllegalArgumentException(
              "there is no subscription %s; there are: %s"
                  .formatted(subscription, String.join(", ", kept.keySet()))));
    }
    Reading reading;
    try {
      reading = one.account.toBeOpened(System.nanoTime());
    } catch (IllegalStateException e) {
      return Future.failedFuture(e);
    }
    var silent = reading.silent().stream().map(InboxBook.Source::name).collect(Collectors.toList());
    var entries = reading.lines().stream().map(line -> line.open(Entry.Act.OPEN)).toList();
    return table
        .close(subscription, silent, who)
        .compose(_ -> table.enter(subscription, entries, who));
  }
}
