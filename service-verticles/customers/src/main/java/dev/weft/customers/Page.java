package dev.weft.customers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a list; {@code next} is what to ask for {@code after}, null on the last page. */
record Page(List<Customer> items, @Nullable Long next) {

  /** Of at most {@code limit} customers, where one more was looked for to know whether there is. */
  static Page of(List<Customer> found, int limit) {
    if (found.size() <= limit) {
      return new Page(found, null);
    }
    var items = found.subList(0, limit);
    return new Page(items, items.getLast().id());
  }
}
