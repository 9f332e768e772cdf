package dev.weft.orders;

import dev.weft.foodmart.Basket;
import dev.weft.foodmart.Columns;
import dev.weft.foodmart.FoodMart;
import dev.weft.foodmart.SaleRow;
import dev.weft.kit.FirstLoad;
import dev.weft.kit.LoadProgress;
import dev.weft.kit.Transaction;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Takes the sales of 1998 as completed orders, and from them the stores there are. */
final class OrdersLoad implements FirstLoad {

  private static final int CHUNK = 2_000;

  private static final String ORDERS =
      """
      insert into orders (id, customer_id, store_id, date, total, status)
      select historic.*, 'COMPLETED'
      from unnest($1::int[], $2::int[], $3::int[], $4::date[], $5::numeric[]) as historic
      """;

  private static final String LINES =
      """
      insert into order_line (order_id, place, product_id, quantity, amount)
      select * from unnest($1::int[], $2::int[], $3::int[], $4::numeric[], $5::numeric[])
      """;

  /** A line, and where it stands. */
  private record Line(int order, int place, SaleRow sale) {

    static Stream<Line> of(Basket basket) {
      return IntStream.range(0, basket.lines().size())
          .mapToObj(i -> new Line(basket.number(), i + 1, basket.lines().get(i)));
    }

    int product() {
      return sale.productId();
    }

    BigDecimal quantity() {
      return sale.quantity();
    }

    BigDecimal amount() {
      return sale.amount();
    }
  }

  @Override
  public void load(Transaction tx, LoadProgress progress) {
    progress.of(FoodMart.BASKETS);
    FoodMart.baskets().stream()
        .gather(Gatherers.windowFixed(CHUNK))
        .forEachOrdered(chunk -> load(tx, chunk, progress));
    tx.update("insert into known_store (id) select distinct store_id from orders");
    tx.one("select setval('order_id', (select max(id) from orders))");
  }

  private static void load(Transaction tx, List<Basket> chunk, LoadProgress progress) {
    tx.update(
        ORDERS,
        Columns.of(chunk)
            .ints(Basket::number)
            .ints(Basket::customerId)
            .ints(Basket::storeId)
            .dates(Basket::date)
            .decimals(Basket::total)
            .arrays());
    tx.update(
        LINES,
        Columns.of(chunk.stream().flatMap(Line::of).toList())
            .ints(Line::order)
            .ints(Line::place)
            .ints(Line::product)
            .decimals(Line::quantity)
            .decimals(Line::amount)
            .arrays());
    progress.add(chunk.size());
  }
}
