package dev.weft.gateway.edge;

import dev.weft.gateway.run.PartFailure;
import dev.weft.node.http.Problem;
import io.vertx.core.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes every error that a client gets. Nothing in it comes from a service or an exception. */
final class Problems {
  private static final int UNAVAILABLE = 503;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String RETRY_AFTER_SECONDS = "1";

  private Problems() {}

  static void write(Visit visit, int status, String detail) {
    write(visit, status, detail, List.of());
  }

  /** For requests after which nothing else on their connection can be trusted. */
  static void writeAndClose(Visit visit, int status, String detail) {
    if (visit.isHttp2()) {
      write(visit, status, detail);
      return;
    }
    visit.response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    write(visit, status, detail);
    HeadTimer.refuseRest(visit.request().connection());
    var _ = visit.request().connection().close();
  }

  static void write(Visit visit, int status, String detail, List<PartFailure> parts) {
    boolean isKnown = parts.stream().anyMatch(part -> !part.retryAfter().isZero());
    if (status == UNAVAILABLE || (status == TOO_MANY_REQUESTS && isKnown)) {
      var headers = visit.response().headers();
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterSeconds(parts)));
    }
    write(visit, status, detail, parts.isEmpty() ? Map.of() : Map.of("parts", parts(parts)));
  }

  /** With further members of the problem. */
  static void write(Visit visit, int status, String detail, Map<String, ?> members) {
    var response = visit.response();
    if (visit.isOver() || response.headWritten() || response.closed()) {
      return;
    }
    var problem = Problem.of(status, detail).with("traceId", visit.trace().traceId());
    for (var member : members.entrySet()) {
      problem = problem.with(member.getKey(), member.getValue());
    }
    var body = problem.toBuffer();
    response.setStatusCode(status);
    var headers = response.headers();
    headers.set(HttpHeaders.CONTENT_TYPE, Problem.CONTENT_TYPE);
    headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    if (status == UNAVAILABLE && !headers.contains(HttpHeaders.RETRY_AFTER)) {
      headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    var _ = Answers.end(visit, status, body);
  }

  /** In whole seconds, rounded up: whoever comes earlier comes in vain. */
  private static long retryAfterSeconds(List<PartFailure> parts) {
    return parts.stream()
        .mapToLong(part -> (part.retryAfter().toMillis() + 999) / 1000)
        .reduce(1, Math::max);
  }

  private static List<Map<String, @Nullable Object>> parts(List<PartFailure> parts) {
    return parts.stream().map(Problems::part).toList();
  }

  private static Map<String, @Nullable Object> part(PartFailure failure) {
    var part = new LinkedHashMap<String, @Nullable Object>();
    part.put("part", failure.part());
    part.put("service", failure.service());
    if (failure.status() > 0) {
      part.put("status", failure.status());
    }
    part.put("reason", failure.reason());
    if (failure.pointer() != null) {
      part.put("pointer", failure.pointer());
    }
    return part;
  }
}
