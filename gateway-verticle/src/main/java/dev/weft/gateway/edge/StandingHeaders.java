package dev.weft.gateway.edge;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Headers that every answer has, and those that none has. Immutable. */
public final class StandingHeaders {
  private static final String ONE_YEAR = "max-age=31536000";

  private final CharSequence[] names;
  private final CharSequence[] values;
  private final List<CharSequence> removed;

  private StandingHeaders(Map<String, String> headers) {
    var all = new ArrayList<CharSequence>();
    var texts = new ArrayList<CharSequence>();
    var none = new ArrayList<CharSequence>();
    headers.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            none.add(HttpHeaders.createOptimized(name));
          } else {
            all.add(HttpHeaders.createOptimized(name));
            texts.add(HttpHeaders.createOptimized(value));
          }
        });
    names = all.toArray(CharSequence[]::new);
    values = texts.toArray(CharSequence[]::new);
    removed = List.copyOf(none);
  }

  /** The usual ones, changed by what is configured; an empty value takes a header away. */
  public static StandingHeaders of(Map<String, String> configured, boolean tls) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("x-content-type-options", "nosniff");
    headers.put("server", "");
    if (tls) {
      headers.put("strict-transport-security", ONE_YEAR);
    }
    configured.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return new StandingHeaders(headers);
  }

  void add(MultiMap headers) {
    for (int i = 0; i < names.length; i++) {
      headers.set(names[i], values[i]);
    }
  }

  /** For answers with headers of a service: takes away as well. */
  void impose(MultiMap headers) {
    for (var name : removed) {
      headers.remove(name);
    }
    add(headers);
  }
}
