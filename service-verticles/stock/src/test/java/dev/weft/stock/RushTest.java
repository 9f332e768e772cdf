package dev.weft.stock;

import static dev.weft.stock.Orders.available;
import static dev.weft.stock.Orders.level;
import static dev.weft.stock.Orders.line;
import static dev.weft.stock.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.testkit.Crowd;
import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many orders at once, for products from 21 to 40. */
@ServiceTest(StockService.class)
class RushTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RunningService stock;

  RushTest(RunningService stock) {
    this.stock = stock;
  }

  @Test
  void aHundredOrdersForTheLastUnitsNeverSellOneTooMany() {
    int before = available(stock, 21, 5);
    int units = before / 10;
    var orders = IntStream.range(0, 100).mapToObj(_ -> order(5, line(21, units))).toList();
    Crowd.of(100, i -> stock.deliver(orders.get(i)));
    var ids = new HashSet<Long>();
    orders.forEach(order -> ids.add(order.orderId()));
    awaitAnswers(ids);
    assertThat(reserved(ids)).isEqualTo(before / units);
    assertThat(available(stock, 21, 5)).isEqualTo(before % units);
    assertThat(level(stock, 21, 5, "reserved")).isEqualTo(before / units * units);
  }

  @Test
  void ordersForTheSameProductsInAnyOrderOfLinesDoNotBlockEachOther() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    int before = available(stock, 30, 6);
    var ids = Collections.synchronizedSet(new HashSet<Long>());
    Crowd.of(
        100,
        i -> {
          var lines =
              IntStream.range(30, 36).mapToObj(p -> line(p, 1)).toArray(OrderPlaced.Line[]::new);
          synchronized (random) {
            Collections.shuffle(Arrays.asList(lines), random);
          }
          var order = order(6, lines);
          ids.add(order.orderId());
          stock.deliver(order);
          if (i % 2 == 0) {
            await().atMost(PATIENCE).until(() -> reserved(Set.of(order.orderId())) == 1);
            stock.deliver(new PaymentDeclined(order.orderId()));
          }
        });
    awaitAnswers(ids);
    stock.awaitQuiet();
    for (int product = 30; product < 36; product++) {
      assertThat(level(stock, product, 6, "reserved")).isEqualTo(50);
    }
    assertThat(available(stock, 30, 6)).isEqualTo(before - 50);
    assertThat(stock.number("select count(*) from weft_dead_letter")).isZero();
  }

  private void awaitAnswers(Set<Long> ids) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                reserved(ids) + Orders.rejected(stock).stream().filter(ids::contains).count()
                    == ids.size());
  }

  private long reserved(Set<Long> ids) {
    return stock.heard(StockReserved.class).stream()
        .filter(reserved -> ids.contains(reserved.orderId()))
        .count();
  }
}
