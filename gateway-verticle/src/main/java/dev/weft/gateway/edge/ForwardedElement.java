package dev.weft.gateway.edge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one proxy says in a {@code Forwarded} header (RFC 7239). */
record ForwardedElement(Map<String, String> pairs) {

  /** The elements of a header in their order; one that cannot be read says nothing. */
  static List<ForwardedElement> parse(String header) {
    var elements = new ArrayList<ForwardedElement>();
    for (var element : split(header, ',')) {
      var pairs = new HashMap<String, String>();
      for (var pair : split(element, ';')) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          var name = pair.substring(0, equals).strip().toLowerCase(Locale.ROOT);
          pairs.putIfAbsent(name, unquote(pair.substring(equals + 1).strip()));
        }
      }
      elements.add(new ForwardedElement(pairs));
    }
    return elements;
  }

  String value(String name) {
    return pairs.getOrDefault(name, "");
  }

  /** Splits outside of quotes. */
  private static List<String> split(String text, char separator) {
    var parts = new ArrayList<String>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(Math.min(from, text.length())));
    return parts;
  }

  private static String unquote(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
  }
}
