package dev.weft.gateway.edge;

import dev.weft.gateway.call.HeaderList;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.gateway.run.PlanRun;
import dev.weft.node.call.CallHeaders;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/**
 * The few headers of a request that composed calls carry on, and those that the route names; all
 * others stay here.
 */
final class ForwardedHeaders implements PlanRun.Forwarded {
  private static final CharSequence TRACEPARENT =
      HttpHeaders.createOptimized(CallHeaders.TRACEPARENT);
  private static final List<CharSequence> WRITE =
      List.of(HttpHeaders.createOptimized("idempotency-key"), HttpHeaders.IF_MATCH);

  private final Visit visit;
  private final HeaderList always;

  ForwardedHeaders(Visit visit) {
    this.visit = visit;
    this.always =
        with(
            HeaderList.NONE.with(TRACEPARENT, visit.trace().traceparent()),
            HttpHeaders.ACCEPT_LANGUAGE);
  }

  @Override
  public HeaderList of(PlannedCall call) {
    var list = always;
    if (call.isWrite()) {
      for (var name : WRITE) {
        list = with(list, name);
      }
    }
    if (call.sendsBody() && call.body() == null) {
      list = with(list, HttpHeaders.CONTENT_TYPE);
    }
    return call.terms().send().isEmpty() ? list : named(list, call.terms().send());
  }

  private HeaderList with(HeaderList list, CharSequence name) {
    var value = visit.request().headers().get(name);
    return value == null ? list : list.with(name, value);
  }

  /** What the client's Connection header names was meant for this gateway alone. */
  private HeaderList named(HeaderList list, List<String> names) {
    var headers = visit.request().headers();
    var connection = HopByHop.named(headers);
    var all = list;
    for (var name : names) {
      var values = headers.getAll(name);
      if (!values.isEmpty() && !connection.contains(name)) {
        all = all.with(name, String.join(", ", values));
      }
    }
    return all;
  }
}
