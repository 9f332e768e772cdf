package dev.weft.gateway.call;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a {@code Content-Type} says of an answer. */
final class ContentTypes {
  private static final String JSON = "application/json";

  private ContentTypes() {}

  /** Whether it is JSON: {@code application/json}, {@code application/*+json}, or nothing said. */
  static boolean isJson(@Nullable String type) {
    if (type == null || type.equals(JSON)) {
      return true;
    }
    int semicolon = type.indexOf(';');
    var essence =
        (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    return essence.equals(JSON)
        || essence.isEmpty()
        || (essence.startsWith("application/") && essence.endsWith("+json"));
  }
}
