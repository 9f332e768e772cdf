package dev.weft.orders;

import dev.weft.foodmart.Columns;
import dev.weft.kit.Transaction;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The statements on the tables of orders and their lines. */
final class OrderTable {

  private static final String SELECT =
      """
      select o.*, l.products, l.quantities, l.amounts
      from orders o cross join lateral (
        select array_agg(product_id order by place) as products,
          array_agg(quantity order by place) as quantities,
          array_agg(amount order by place) as amounts
        from order_line where order_id = o.id) l
      """;

  private static final String OF_CUSTOMER =
      SELECT + "where o.customer_id = $1 order by o.date desc, o.id desc limit $2";

  private static final String INSERT =
      """
      insert into orders (customer_id, store_id, status, total)
      values ($1, $2, 'PENDING', $3) returning id, date
      """;

  private static final String INSERT_LINES =
      """
      insert into order_line (order_id, product_id, quantity, amount, place)
      select $1, line.* from unnest($2::bigint[], $3::numeric[], $4::numeric[])
        with ordinality as line
      """;

  private OrderTable() {}

  static Optional<Order> byId(Transaction tx, long id) {
    return tx.one(SELECT + "where o.id = $1", id).map(Order::of);
  }

  /** Newest first. */
  static List<Order> ofCustomer(Transaction tx, long customer, int limit) {
    return tx.all(OF_CUSTOMER, customer, limit).stream().map(Order::of).toList();
  }

  static Order place(Transaction tx, NewOrder order, List<Order.Line> lines) {
    var total = lines.stream().map(Order.Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    var row = tx.one(INSERT, order.customerId(), order.storeId(), total).orElseThrow();
    var id = row.getLong("id");
    var columns =
        Columns.of(lines)
            .longs(Order.Line::productId)
            .decimals(Order.Line::quantity)
            .decimals(Order.Line::amount)
            .arrays();
    tx.queue(INSERT_LINES, id, columns[0], columns[1], columns[2]);
    return new Order(
        id,
        order.customerId(),
        order.storeId(),
        row.getLocalDate("date"),
        Order.Status.PENDING,
        null,
        total,
        lines);
  }

  /** Only an order that is pending; answers whether it was. */
  static boolean confirm(Transaction tx, long id) {
    return tx.update(
            "update orders set status = 'CONFIRMED' where id = $1 and status = 'PENDING'", id)
        == 1;
  }

  /** Only an order that is pending; answers whether it was. */
  static boolean cancel(Transaction tx, long id, String reason) {
    return tx.update(
            """
            update orders set status = 'CANCELLED', reason = $2
            where id = $1 and status = 'PENDING'
            """,
            id,
            reason)
        == 1;
  }
}
