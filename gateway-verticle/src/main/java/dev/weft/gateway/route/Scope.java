package dev.weft.gateway.route;

import java.util.List;

/**
 * What references in a route may name.
 *
 * @param parameters of the route's path, in order
 * @param calls in the order of the route
 * @param joins which of the calls are joins: they have no part of their own
 */
record Scope(List<String> parameters, List<String> calls, List<String> joins) {
  int call(String name) {
    return calls.indexOf(name);
  }
}
