package dev.weft.gateway.plan;

import dev.weft.node.http.PathTable;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;

/** A compiled route. */
public sealed interface Route permits Plan, PassThrough {
  /** The method it answers, {@link PathTable#ANY} for all. */
  HttpMethod method();

  /** Its path with parameters in braces. */
  String path();

  /** One line for people. */
  String summary();

  /** For the whole answer; for a pass-through until the answer begins. */
  Duration deadline();

  /** What it asks of those who call it. */
  Access access();

  /** Method and path: names the route in logs and metrics. */
  default String name() {
    return (method().equals(PathTable.ANY) ? "ANY" : method().name()) + " " + path();
  }
}
