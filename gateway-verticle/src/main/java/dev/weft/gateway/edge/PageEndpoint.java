package dev.weft.gateway.edge;

import dev.weft.node.http.PathMatch;
import io.vertx.core.http.HttpHeaders;

/** Serves what the gateway itself has to say. */
record PageEndpoint(Page page, RouteMeters meters) implements Endpoint {
  private static final int NOT_MODIFIED = 304;

  @Override
  public void serve(Visit visit, PathMatch.Found<Endpoint> found) {
    var content = page.content().get();
    var response = visit.response();
    var headers = response.headers();
    content.headers().forEach(headers::set);
    headers.set(HttpHeaders.ETAG, content.etag());
    // It may be kept, but is asked for each time whether it is still good.
    headers.set(HttpHeaders.CACHE_CONTROL, "no-cache");
    if (content.etag().equals(visit.request().headers().get(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(NOT_MODIFIED);
      var _ = response.end();
      visit.end(NOT_MODIFIED);
      return;
    }
    headers.set(HttpHeaders.CONTENT_TYPE, content.type());
    headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.body().length()));
    var _ = Answers.end(visit, 200, content.body());
  }
}
