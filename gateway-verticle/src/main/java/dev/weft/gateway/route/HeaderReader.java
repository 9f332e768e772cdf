package dev.weft.gateway.route;

import dev.weft.gateway.plan.GatewayHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads which headers go on to calls, and which come back to the client. */
final class HeaderReader {
  static final List<String> ROUTE_KEYS = List.of("send");
  static final List<String> CALL_KEYS = List.of("send", "return");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  private final List<String> sentByAll;
  private final Map<String, String> returnedBy = new HashMap<>();

  /** What a call sends on of the request, and what comes back of its answer. */
  record Headers(List<String> send, List<String> back) {}

  HeaderReader(Section route) {
    this.sentByAll =
        route
            .section("headers")
            .map(
                headers -> {
                  headers.allow(ROUTE_KEYS);
                  return names(headers, "send", GatewayHeaders::mayBeSent);
                })
            .orElse(List.of());
  }

  /** The headers of one call, those that the route sends with all among them. */
  Headers read(Section call, String name) {
    var headers = call.section("headers");
    if (headers.isEmpty()) {
      return new Headers(sentByAll, List.of());
    }
    headers.get().allow(CALL_KEYS);
    var sent = new LinkedHashSet<>(sentByAll);
    sent.addAll(names(headers.get(), "send", GatewayHeaders::mayBeSent));
    return new Headers(List.copyOf(sent), returned(headers.get(), name));
  }

  /** A header of two calls would be two answers to one question. */
  private List<String> returned(Section headers, String name) {
    var names = names(headers, "return", GatewayHeaders::mayBeReturned);
    for (var header : names) {
      var other = returnedBy.putIfAbsent(header, name);
      if (other != null) {
        headers.mistake("return", "\"" + other + "\" returns " + header + " already");
      }
    }
    return names;
  }

  private static List<String> names(Section headers, String key, Predicate<String> allowed) {
    var names = new ArrayList<String>();
    for (var scalar : headers.list(key)) {
      var name = scalar.text().toLowerCase(Locale.ROOT);
      if (!NAME.matcher(name).matches() || !allowed.test(name)) {
        var why = allowed.test(name) ? "is no name of a header" : "cannot be passed on";
        headers.mistakes().add(scalar.at(), headers.path(key), "\"" + scalar.text() + "\" " + why);
      } else {
        names.add(name);
      }
    }
    return names;
  }
}
