package dev.weft.kit.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;

/**
 * What is known of a request before its body, over either transport.
 *
 * @param uri path and query
 * @param headers names compare without regard to case
 */
record RequestHead(Transport transport, HttpMethod method, String uri, MultiMap headers) {

  String path() {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  /** The query without its question mark, still encoded. */
  String query() {
    int query = uri.indexOf('?');
    return query < 0 ? "" : uri.substring(query + 1);
  }
}
