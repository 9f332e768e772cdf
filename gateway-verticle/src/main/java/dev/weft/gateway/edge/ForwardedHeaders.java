package dev.weft.gateway.edge;

import dev.weft.gateway.call.HeaderList;
import dev.weft.node.call.CallHeaders;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** The few headers of a request that composed calls carry on; all others stay here. */
final class ForwardedHeaders {
  private static final CharSequence TRACEPARENT =
      HttpHeaders.createOptimized(CallHeaders.TRACEPARENT);
  private static final List<CharSequence> READ = List.of(HttpHeaders.ACCEPT_LANGUAGE);
  private static final List<CharSequence> WRITE =
      List.of(HttpHeaders.createOptimized("idempotency-key"), HttpHeaders.IF_MATCH);

  private ForwardedHeaders() {}

  static HeaderList of(Visit visit) {
    var list = HeaderList.NONE.with(TRACEPARENT, visit.trace().traceparent());
    return with(list, visit, READ);
  }

  static HeaderList forWrite(Visit visit, boolean sameBody) {
    var list = with(of(visit), visit, WRITE);
    return sameBody ? with(list, visit, List.of(HttpHeaders.CONTENT_TYPE)) : list;
  }

  private static HeaderList with(HeaderList list, Visit visit, List<CharSequence> names) {
    var all = list;
    for (var name : names) {
      var value = visit.request().headers().get(name);
      if (value != null) {
        all = all.with(name, value);
      }
    }
    return all;
  }
}
