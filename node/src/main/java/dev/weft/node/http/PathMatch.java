package dev.weft.node.http;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;

/** What {@link PathTable} says about a method and a path. */
public sealed interface PathMatch<T> {

  /**
   * A value was found.
   *
   * @param parameters the parameters' values in the order of the template, percent-decoded
   * @param tail what {@code **} stands for, as it came over the wire, from its slash on: {@code
   *     /x/y}; empty when the path ends where the tail begins, or when the template has none
   */
  record Found<T>(T value, List<String> parameters, String tail) implements PathMatch<T> {}

  /** The path is known, but not with this method. */
  record WrongMethod<T>(Set<HttpMethod> allowed) implements PathMatch<T> {}

  /** Nothing stands at this path. */
  record NoSuchPath<T>() implements PathMatch<T> {}
}
