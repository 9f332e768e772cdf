package dev.weft.gateway.edge;

import dev.weft.gateway.call.Caller;
import dev.weft.node.trace.TraceContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** One request of a client, from its head to the end of its answer. For one event loop. */
final class Visit {
  static final int CLIENT_CLOSED_REQUEST = 499;

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final TraceContext trace;
  private final AccessLog log;
  private final boolean draining;
  private final long began = System.nanoTime();
  private RouteMeters meters;
  private Caller caller = Caller.ANONYMOUS;
  private @Nullable CharSequence credential;
  private @Nullable Origin origin;
  private @Nullable InFlight occupied;
  private @Nullable String vary;
  private boolean over;

  Visit(HttpServerRequest request, TraceContext trace, Observers observers, boolean draining) {
    this.request = request;
    this.response = request.response();
    this.trace = trace;
    this.log = observers.log();
    this.meters = observers.noRoute();
    this.draining = draining;
  }

  /** Who is told of a visit. */
  record Observers(AccessLog log, RouteMeters noRoute) {}

  HttpServerRequest request() {
    return request;
  }

  HttpServerResponse response() {
    return response;
  }

  TraceContext trace() {
    return trace;
  }

  /**
   * A gateway that is about to stop asks clients to open their next connection elsewhere. HTTP/2
   * has its own way of telling.
   */
  boolean isDraining() {
    return draining && !isHttp2();
  }

  Caller caller() {
    return caller;
  }

  /**
   * The client has shown who it is.
   *
   * @param header in which; it stays here
   */
  void authenticated(Caller known, CharSequence header) {
    caller = known;
    credential = header;
  }

  /** The header that showed who the client is, null when none did. */
  @Nullable CharSequence credential() {
    return credential;
  }

  /** Where the request comes from. */
  Origin origin() {
    var known = origin;
    if (known == null) {
      known = Origins.direct(request);
      origin = known;
    }
    return known;
  }

  /** A trusted proxy has said where the request comes from. */
  void from(Origin told) {
    origin = told;
  }

  /** The answer would be another one if these headers of the request were. */
  void variesBy(String headers) {
    vary = vary == null ? headers : vary + ", " + headers;
  }

  /** Headers of the request, null when none decides. */
  @Nullable String vary() {
    return vary;
  }

  /** Counts as in flight until its end. */
  void occupies(InFlight counter) {
    occupied = counter;
  }

  boolean isHttp2() {
    return request.version() == HttpVersion.HTTP_2;
  }

  void found(RouteMeters route) {
    meters = route;
  }

  /** Whether the client has been answered, or has gone. */
  boolean isOver() {
    return over;
  }

  /** Notes that the answer is written, or that the client has gone: whichever is first. */
  void end(int status) {
    if (!over) {
      over = true;
      if (occupied != null) {
        occupied.end();
      }
      long nanos = System.nanoTime() - began;
      meters.record(status, nanos);
      log.write(this, meters.route(), status, nanos);
    }
  }
}
