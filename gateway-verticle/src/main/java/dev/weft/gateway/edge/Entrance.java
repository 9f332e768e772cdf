package dev.weft.gateway.edge;

import dev.weft.node.http.PathMatch;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What every request meets before its route is known. For one event loop. */
final class Entrance {
  private static final int NO_CONTENT = 204;

  private final EdgeRules rules;
  private final @Nullable Origins origins;

  Entrance(EdgeRules rules) {
    this.rules = rules;
    var proxies = rules.proxies();
    this.origins = proxies == null ? null : new Origins(proxies.networks(), proxies.rfc7239());
  }

  /** Whether a request may go on; if not, it has been answered. */
  boolean admits(Visit visit) {
    var request = visit.request();
    rules.headers().add(visit.response().headers());
    if (!HostCheck.isAcceptable(request)) {
      Problems.writeAndClose(visit, 400, "The request must name one host.");
      return false;
    }
    if (origins != null) {
      visit.from(origins.of(request));
    }
    var inFlight = rules.load().inFlight();
    if (inFlight == null) {
      return true;
    }
    if (!inFlight.begin()) {
      Problems.write(visit, 503, "The gateway has more requests than it can serve.");
      return false;
    }
    visit.occupies(inFlight);
    return true;
  }

  boolean isPreflight(HttpServerRequest request) {
    return !rules.cors().isEmpty() && CorsPolicy.isPreflight(request);
  }

  /** Answers a preflight; it comes without credentials, so no gate is asked. */
  void preflight(Visit visit, PathMatch<Endpoint> match) {
    switch (match) {
      case PathMatch.Found<Endpoint> found -> {
        visit.found(found.value().meters());
        var policy = found.value().cors();
        if (policy != null) {
          var method = CorsPolicy.requestedMethod(visit.request()).name();
          policy.preflight(
              visit.request(), new TreeSet<>(Set.of(method)), visit.response().headers());
        }
      }
      case PathMatch.WrongMethod<Endpoint> _, PathMatch.NoSuchPath<Endpoint> _ -> {
        // Without a permission in it the answer is a refusal.
      }
    }
    visit.response().setStatusCode(NO_CONTENT);
    var _ = Answers.end(visit, NO_CONTENT, Buffer.buffer());
  }
}
