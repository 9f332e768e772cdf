package dev.weft.bench;

import io.vertx.core.buffer.Buffer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A list of orders with lines, and the products that the lines name. */
final class Joined {
  static final String PATH = "/joined";
  static final String LIST = "/list";
  static final String ITEMS_PATH = "/items";
  private static final int ORDERS = 5;
  private static final int LINES = 6;
  static final String ITEMS = ITEMS_PATH + "?ids=" + commas(ORDERS * LINES, Joined::product);

  private Joined() {}

  static Buffer list() {
    return array(ORDERS, Joined::order);
  }

  static Buffer items() {
    return array(ORDERS * LINES, Joined::item);
  }

  private static String order(int order) {
    var lines = array(LINES, line -> line(order * LINES + line));
    return "{\"id\":%d,\"status\":\"COMPLETED\",\"total\":%d.7500,\"lines\":%s}"
        .formatted(order, order * 13, lines);
  }

  private static String line(int line) {
    return "{\"productId\":%s,\"quantity\":%d.0000,\"amount\":5.4900}"
        .formatted(product(line), 1 + line % 4);
  }

  private static String item(int line) {
    return "{\"id\":%s,\"name\":\"Product %d\",\"brand\":\"Washington\",\"price\":1.8300}"
        .formatted(product(line), line);
  }

  private static String product(int line) {
    return Integer.toString(1000 + 7 * line);
  }

  private static Buffer array(int size, IntFunction<String> item) {
    return Buffer.buffer("[" + commas(size, item) + "]");
  }

  private static String commas(int size, IntFunction<String> item) {
    return IntStream.range(0, size).mapToObj(item).collect(Collectors.joining(","));
  }
}
