package dev.weft.gateway.route;

import java.util.List;

/**
 * What references in a route may name.
 *
 * @param parameters of the route's path, in order
 * @param calls in the order of the route
 * @param joins which of the calls are joins: they have no part of their own
 * @param claims whether the route knows who calls
 */
record Scope(List<String> parameters, List<String> calls, List<String> joins, boolean claims) {
  int call(String name) {
    return calls.indexOf(name);
  }

  /** Where the name ends that a reference begins with. */
  static int endOfName(String text) {
    int i = 0;
    while (i < text.length() && text.charAt(i) != '.' && text.charAt(i) != '[') {
      i++;
    }
    return i;
  }
}
