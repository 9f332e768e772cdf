package dev.weft.node.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as clients see it (RFC 9457, {@code application/problem+json}). Immutable.
 *
 * @param extensions further members, in their order; values are strings, numbers, booleans, null,
 *     and lists and maps of these
 */
public record Problem(
    String type,
    String title,
    int status,
    @Nullable String detail,
    @Nullable String instance,
    Map<String, @Nullable Object> extensions) {

  public static final String CONTENT_TYPE = "application/problem+json";

  private static final CharSequence CONTENT_TYPE_VALUE = HttpHeaders.createOptimized(CONTENT_TYPE);

  public Problem {
    extensions = new LinkedHashMap<>(extensions);
  }

  /** A problem that says no more than its status. */
  public static Problem of(int status) {
    var title = HttpResponseStatus.valueOf(status).reasonPhrase();
    return new Problem("about:blank", title, status, null, null, Map.of());
  }

  public static Problem of(int status, String detail) {
    return of(status).withDetail(detail);
  }

  public static Problem badRequest(String detail) {
    return of(400, detail);
  }

  public static Problem unauthorized(String detail) {
    return of(401, detail);
  }

  public static Problem forbidden(String detail) {
    return of(403, detail);
  }

  public static Problem notFound(String detail) {
    return of(404, detail);
  }

  public static Problem methodNotAllowed(String detail) {
    return of(405, detail);
  }

  public static Problem conflict(String detail) {
    return of(409, detail);
  }

  public static Problem contentTooLarge(String detail) {
    return of(413, detail);
  }

  public static Problem unsupportedMediaType(String detail) {
    return of(415, detail);
  }

  public static Problem unprocessable(String detail) {
    return of(422, detail);
  }

  public static Problem internal() {
    return of(500);
  }

  public static Problem badGateway(String detail) {
    return of(502, detail);
  }

  public static Problem unavailable(String detail) {
    return of(503, detail);
  }

  public static Problem gatewayTimeout(String detail) {
    return of(504, detail);
  }

  public Problem withDetail(String text) {
    return new Problem(type, title, status, text, instance, extensions);
  }

  public Problem withInstance(String uri) {
    return new Problem(type, title, status, detail, uri, extensions);
  }

  /** This problem with one more member, or another value for it. */
  public Problem with(String member, @Nullable Object value) {
    var more = new LinkedHashMap<>(extensions);
    more.put(member, value);
    return new Problem(type, title, status, detail, instance, more);
  }

  /** The JSON text; members of the standard come first and cannot be replaced by extensions. */
  public Buffer toBuffer() {
    var members = new LinkedHashMap<String, @Nullable Object>();
    members.put("type", type);
    members.put("title", title);
    members.put("status", status);
    if (detail != null) {
      members.put("detail", detail);
    }
    if (instance != null) {
      members.put("instance", instance);
    }
    extensions.forEach(members::putIfAbsent);
    return Json.encodeToBuffer(members);
  }

  /** Ends a response with this problem. */
  public Future<Void> send(HttpServerResponse response) {
    return response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, CONTENT_TYPE_VALUE)
        .end(toBuffer());
  }
}
