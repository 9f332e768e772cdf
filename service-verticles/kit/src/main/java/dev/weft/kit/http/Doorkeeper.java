package dev.weft.kit.http;

import dev.weft.kit.Answer;
import dev.weft.kit.http.Admission.Admitted;
import dev.weft.kit.http.Admission.Refused;
import dev.weft.node.call.CallHeaders;
import dev.weft.node.http.PathMatch;
import dev.weft.node.http.PathSafety;
import dev.weft.node.trace.TraceContext;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks at the head of a request: first whether the gateway sent it, then whether there is such an
 * endpoint and time left. Cheap, and needs no thread of its own.
 */
final class Doorkeeper {

  private final CallerCheck callers;
  private final EndpointTable endpoints;
  private final long longestNanos;

  Doorkeeper(CallerCheck callers, EndpointTable endpoints, long longestNanos) {
    this.callers = callers;
    this.endpoints = endpoints;
    this.longestNanos = longestNanos;
  }

  Admission admit(RequestHead head) {
    var headers = head.headers();
    var trace = TraceContext.parse(headers.get(CallHeaders.TRACEPARENT));
    var stranger = callers.reject(headers.get(CallHeaders.CALL_TOKEN));
    if (stranger.isPresent()) {
      return new Refused(Problems.of(401, "call-token-refused", stranger.get(), trace));
    }
    var path = head.path();
    var unsafe = PathSafety.check(path);
    if (unsafe.isPresent()) {
      return new Refused(Problems.of(400, "bad-path", unsafe.get(), trace));
    }
    return switch (endpoints.match(head.method(), path)) {
      case PathMatch.Found<EndpointTable.Entry> found -> timed(head, found, trace);
      case PathMatch.WrongMethod<EndpointTable.Entry> wrong ->
          new Refused(wrongMethod(wrong.allowed(), trace));
      case PathMatch.NoSuchPath<EndpointTable.Entry> _ ->
          new Refused(Problems.of(404, "no-such-path", "nothing stands at this path", trace));
    };
  }

  /** On whose behalf an admitted request is made. */
  String caller(RequestHead head) {
    return callers.caller(head.headers().get(CallHeaders.CALL_TOKEN));
  }

  private Admission timed(
      RequestHead head, PathMatch.Found<EndpointTable.Entry> found, TraceContext trace) {
    var left = millisLeft(head);
    if (left.isPresent() && left.getAsLong() <= 0) {
      return new Refused(
          Problems.of(504, "deadline-exceeded", "there is no time left for an answer", trace));
    }
    long nanos =
        left.isPresent() ? Math.min(left.getAsLong() * 1_000_000, longestNanos) : longestNanos;
    return new Admitted(head, found.value(), found.parameters(), trace, System.nanoTime() + nanos);
  }

  /** A deadline that cannot be read is none: it is a hint of the caller's, not a right. */
  private static OptionalLong millisLeft(RequestHead head) {
    var text = Optional.ofNullable(head.headers().get(CallHeaders.DEADLINE_MS));
    return text.filter(t -> t.matches("-?[0-9]{1,12}")).stream()
        .mapToLong(Long::parseLong)
        .findFirst();
  }

  private static Answer wrongMethod(Set<HttpMethod> allowed, TraceContext trace) {
    var names =
        allowed.stream().map(HttpMethod::name).collect(Collectors.toCollection(TreeSet::new));
    if (names.contains("GET")) {
      names.add("HEAD");
    }
    return Problems.of(405, "method-not-allowed", "the path is there, the method is not", trace)
        .withHeader("Allow", String.join(", ", names));
  }
}
