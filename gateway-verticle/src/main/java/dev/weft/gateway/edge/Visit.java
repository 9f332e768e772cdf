package dev.weft.gateway.edge;

import dev.weft.gateway.call.Caller;
import dev.weft.node.trace.TraceContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

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

  /** A gateway that is about to stop asks clients to open their next connection elsewhere. */
  boolean isDraining() {
    return draining;
  }

  Caller caller() {
    return caller;
  }

  /** The client has shown who it is. */
  void authenticated(Caller known) {
    caller = known;
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
      long nanos = System.nanoTime() - began;
      meters.record(status, nanos);
      log.write(this, meters.route(), status, nanos);
    }
  }
}
