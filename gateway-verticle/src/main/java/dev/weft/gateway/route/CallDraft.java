package dev.weft.gateway.route;

import dev.weft.gateway.plan.Join;
import dev.weft.gateway.plan.JsonPath;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call as the route has it, before names are resolved.
 *
 * @param section its part of the file
 * @param reads whether the route says that it changes nothing
 * @param verb the key that names method and address
 */
record CallDraft(
    int index,
    String name,
    Section section,
    String service,
    String verb,
    String address,
    boolean optional,
    boolean reads,
    @Nullable Duration timeout,
    Optional<JoinDraft> join) {

  /** A join as the route has it. */
  record JoinDraft(
      Section section,
      String target,
      JsonPath each,
      JsonPath by,
      JsonPath to,
      String as,
      Join.Sizes sizes) {}

  HttpMethod method() {
    return HttpMethod.valueOf(verb.toUpperCase(Locale.ROOT));
  }

  boolean sendsBody() {
    return !verb.equals("get");
  }

  boolean isWrite() {
    return sendsBody() && !reads;
  }
}
