package dev.weft.stock;

import dev.weft.kit.Transaction;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The statements on the tables of reservations and their lines. */
final class ReservationTable {

  private static final String OF_ORDER =
      """
      select r.*,
        array(select product_id from reservation_line where order_id = r.order_id
              order by product_id) as products,
        array(select quantity from reservation_line where order_id = r.order_id
              order by product_id) as quantities
      from reservation r where order_id = $1
      """;

  private static final String OPEN =
      """
      insert into reservation (order_id, store_id, status) values ($1, $2, $3)
      on conflict do nothing
      """;

  private static final String LINES =
      """
      insert into reservation_line (order_id, product_id, quantity)
      select $1, line.* from unnest($2::bigint[], $3::int[]) as line
      """;

  private static final String RELEASE =
      """
      update reservation set status = 'RELEASED'
      where order_id = $1 and status = 'RESERVED' returning store_id
      """;

  private ReservationTable() {}

  static Optional<Reservation> ofOrder(Transaction tx, long order) {
    return tx.one(OF_ORDER, order).map(Reservation::of);
  }

  /** Answers false if the order had its reservation before. */
  static boolean open(Transaction tx, long order, long store, Reservation.Status status) {
    return tx.update(OPEN, order, store, status.name()) == 1;
  }

  static void write(Transaction tx, long order, SortedMap<Long, Integer> units) {
    tx.queue(
        LINES, order, units.keySet().toArray(Long[]::new), units.values().toArray(Integer[]::new));
  }

  static void reject(Transaction tx, long order, String reason) {
    tx.queue(
        "update reservation set status = 'REJECTED', reason = $2 where order_id = $1",
        order,
        reason);
  }

  /** Answers the store if there was something to release; that is so only once. */
  static Optional<Long> release(Transaction tx, long order) {
    return tx.one(RELEASE, order).map(row -> row.getLong("store_id"));
  }

  static SortedMap<Long, Integer> lines(Transaction tx, long order) {
    var units = new TreeMap<Long, Integer>();
    tx.all("select product_id, quantity from reservation_line where order_id = $1", order)
        .forEach(row -> units.put(row.getLong(0), row.getInteger(1)));
    return units;
  }
}
