package dev.weft.gateway.call;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * What a call asks for.
 *
 * @param uri path and query
 * @param caller on whose behalf
 * @param headers all that is sent on beside what the transport itself needs; a decorator adds to a
 *     copy
 */
public record CallRequest(
    HttpMethod method,
    String uri,
    HeaderList headers,
    @Nullable Buffer body,
    Caller caller,
    Deadline deadline,
    Cancellation cancellation) {

  CallRequest withHeader(CharSequence name, String value) {
    return new CallRequest(
        method, uri, headers.with(name, value), body, caller, deadline, cancellation);
  }

  CallRequest within(Deadline shorter, Cancellation inner) {
    return new CallRequest(method, uri, headers, body, caller, shorter, inner);
  }

  CallRequest with(HeaderList others) {
    return new CallRequest(method, uri, others, body, caller, deadline, cancellation);
  }

  CallRequest within(Cancellation inner) {
    return within(deadline, inner);
  }

  /** Whether the answer may be meant for this caller alone. */
  boolean isIdentified() {
    return !caller.identity().isEmpty()
        || headers.get(HttpHeaders.AUTHORIZATION) != null
        || headers.get(HttpHeaders.COOKIE) != null;
  }

  /** Whether it changes nothing, so that it may be sent more than once (RFC 9110, 9.2.1). */
  boolean isRead() {
    return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
  }
}
