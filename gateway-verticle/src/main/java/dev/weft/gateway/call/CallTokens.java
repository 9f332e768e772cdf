package dev.weft.gateway.call;

import dev.weft.node.call.CallHeaders;
import dev.weft.node.call.CallTokenIssuer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;

/** Shows the service that it is the gateway that calls. */
final class CallTokens implements Call {
  private static final CharSequence NAME = HttpHeaders.createOptimized(CallHeaders.CALL_TOKEN);

  private final Call call;
  private final CallTokenIssuer issuer;
  private final String service;

  CallTokens(Call call, CallTokenIssuer issuer, String service) {
    this.call = call;
    this.issuer = issuer;
    this.service = service;
  }

  @Override
  public Future<CallResult> send(CallRequest request) {
    return call.send(request.withHeader(NAME, of(issuer, service, request.caller())));
  }

  /** The token for a service, on behalf of whoever calls. */
  static String of(CallTokenIssuer issuer, String service, Caller caller) {
    var behalf = caller.behalf();
    return behalf == null ? issuer.token(service) : issuer.token(service, behalf);
  }
}
