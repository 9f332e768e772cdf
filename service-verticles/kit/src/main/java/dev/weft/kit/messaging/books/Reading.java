package dev.weft.kit.messaging.books;

import dev.weft.kit.messaging.inbox.InboxBook;
import dev.weft.kit.messaging.inbox.SubscriptionCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * All numbers of a subscription, of one moment or nearly so.
 *
 * @param told by the publishers of its type
 * @param atBroker messages that wait there; empty when it does not tell
 * @param reachable whether the broker is there
 */
record Reading(InboxBook book, List<Told> told, OptionalLong atBroker, boolean reachable) {

  /** What stays the same while nothing moves. */
  record Numbers(
      SubscriptionCounts counts, List<Long> taken, List<Told> told, OptionalLong atBroker) {}

  Numbers numbers() {
    return new Numbers(
        book.counts(),
        book.sources().stream().map(InboxBook.Source::taken).toList(),
        told,
        atBroker);
  }

  /** What publishers have told, beside what came in of each; of those who do both. */
  List<Line> lines() {
    var lines = new ArrayList<Line>();
    for (var one : told) {
      book.sources().stream()
          .filter(source -> source.name().equals(one.source()))
          .findFirst()
          .ifPresent(source -> lines.add(new Line(one, source)));
    }
    return lines;
  }

  /** Publishers that were heard for the first time. */
  List<Told> strangers() {
    return told.stream()
        .filter(
            one -> book.sources().stream().noneMatch(source -> source.name().equals(one.source())))
        .toList();
  }

  /** Publishers that were heard once and are no more. */
  List<InboxBook.Source> silent() {
    return book.sources().stream()
        .filter(source -> told.stream().noneMatch(one -> one.source().equals(source.name())))
        .toList();
  }

  /** Whether publishers have got rid of everything. */
  boolean outboxesAreEmpty() {
    return told.stream().allMatch(one -> one.waiting() == 0);
  }
}
