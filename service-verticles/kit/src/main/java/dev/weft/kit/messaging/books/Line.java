package dev.weft.kit.messaging.books;

import dev.weft.kit.messaging.books.Entry.Act;
import dev.weft.kit.messaging.inbox.InboxBook;
import java.util.Optional;

/** What a publisher has told, and what came in of it. */
record Line(Told told, InboxBook.Source source) {

  boolean isOpen() {
    return source.opening() != null;
  }

  /** Published and not come in; negative: the other way round. Zero while it is not open. */
  long missing() {
    var opening = source.opening();
    return opening == null ? 0 : told.published() - opening - source.taken();
  }

  /** Nothing was ever published, so nothing came before the books. */
  boolean isNew() {
    return !isOpen() && told.published() == 0 && source.taken() == 0;
  }

  /** Opens it as if nothing were missing. */
  Entry open(Act act) {
    return entry(act, told.published() - source.taken(), told.replayed());
  }

  /**
   * What was sent again and had never come in is no message too many: it was published before the
   * opening, or was lost.
   *
   * @param settled whether nothing that was sent again can be on its way still
   */
  Optional<Entry> noteReplays(boolean settled) {
    var opening = source.opening();
    if (opening == null || told.replayed() == source.replayed()) {
      return Optional.empty();
    }
    var explained = explained();
    var replayed = settled ? told.replayed() : source.replayed() + explained;
    return replayed == source.replayed()
        ? Optional.empty()
        : Optional.of(entry(Act.REPLAY, opening - explained, replayed));
  }

  /** What is missing when replays are taken into account. */
  long missingAfterReplays() {
    return missing() + explained();
  }

  private long explained() {
    return Math.clamp(-missing(), 0, Math.max(0, told.replayed() - source.replayed()));
  }

  private Entry entry(Act act, long opening, long replayed) {
    return new Entry(source.name(), act, source.opening(), opening, replayed);
  }
}
