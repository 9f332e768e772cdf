package dev.weft.bench.jmh;

import java.nio.charset.StandardCharsets;

/** What a service would answer: rows of about 110 bytes with escapes and letters beyond ASCII. */
final class Bodies {
  private static final int LONGEST_TAIL = 17;

  private Bodies() {}

  /** A JSON object of exactly {@code size} bytes. */
  static byte[] ofSize(int size) {
    var text = new StringBuilder("{\"service\":\"customer\",\"ok\":true,\"rows\":[");
    String end = "],\"pad\":\"\"}";
    int length = text.length() + end.length();
    for (int id = 0; ; id++) {
      String row = row(id);
      length += row.getBytes(StandardCharsets.UTF_8).length + 1;
      if (length > size) {
        length -= row.getBytes(StandardCharsets.UTF_8).length + 1;
        break;
      }
      text.append(row).append(',');
    }
    if (text.charAt(text.length() - 1) == ',') {
      text.setLength(text.length() - 1);
      length--;
    }
    text.append("],\"pad\":\"").append("p".repeat(size - length)).append("\"}");
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String row(int id) {
    return "{\"id\":%d,\"sku\":\"cus-%05d\",\"name\":\"Zubehör \\\"M\\\" %s\",\"price\":%d.25,\"tags\":[\"a\",\"b\"],\"gone\":null}"
        .formatted(id, id * 7919 % 100_000, "x".repeat(id % LONGEST_TAIL), id * 13 % 1000);
  }
}
