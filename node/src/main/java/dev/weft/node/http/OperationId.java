package dev.weft.node.http;

import java.util.Locale;

/** Names for operations in OpenAPI documents: {@code GET /orders/{id}} is getOrdersById. */
public final class OperationId {

  private OperationId() {}

  /** The name of a method at a path with parameters in braces. */
  public static String of(String method, String path) {
    var name = new StringBuilder(method.toLowerCase(Locale.ROOT));
    for (var segment : path.split("/", -1)) {
      if (segment.startsWith("{")) {
        name.append("By");
      }
      for (var word : segment.split("[^A-Za-z0-9]+", -1)) {
        if (!word.isEmpty()) {
          name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
      }
    }
    return name.toString();
  }
}
