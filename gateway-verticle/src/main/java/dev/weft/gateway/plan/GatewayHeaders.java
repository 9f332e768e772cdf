package dev.weft.gateway.plan;

import dev.weft.node.call.CallHeaders;
import java.util.Set;

/** Headers that no route and no client has a say in. All names are in lower case. */
public final class GatewayHeaders {
  private static final Set<String> OF_ONE_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "host",
          "expect",
          "http2-settings");

  private static final Set<String> OWN =
      Set.of(CallHeaders.CALL_TOKEN, CallHeaders.DEADLINE_MS, CallHeaders.TRACEPARENT);

  private static final Set<String> OF_A_REQUEST_FOR_THE_WHOLE =
      Set.of(
          "accept",
          "accept-encoding",
          "range",
          "if-range",
          "if-none-match",
          "if-modified-since",
          "if-unmodified-since");

  private static final Set<String> OF_ONE_PART =
      Set.of(
          "accept-ranges",
          "age",
          "allow",
          "cache-control",
          "date",
          "etag",
          "expires",
          "last-modified",
          "location",
          "retry-after",
          "server",
          "server-timing",
          "vary");

  private GatewayHeaders() {}

  /** Headers that are meant for the next hop only (RFC 9110, 7.6.1), and the gateway's own. */
  public static boolean neverForwarded(String name) {
    return OF_ONE_CONNECTION.contains(name) || OWN.contains(name);
  }

  /** Whether a header of a request may go on to a call by its own name. */
  public static boolean mayBeSent(String name) {
    return !neverForwarded(name) && !isReserved(name) && !OF_A_REQUEST_FOR_THE_WHOLE.contains(name);
  }

  /** Whether a header of a part's answer may stand for the whole answer. */
  public static boolean mayBeReturned(String name) {
    return !neverForwarded(name) && !isReserved(name) && !OF_ONE_PART.contains(name);
  }

  /** Whether a field may come after a body, where nothing depends on it any more. */
  public static boolean mayBeTrailer(String name) {
    return mayBeReturned(name) && !name.equals("set-cookie") && !name.equals("www-authenticate");
  }

  private static boolean isReserved(String name) {
    return name.startsWith("weft-")
        || name.startsWith("content-")
        || name.equals("tracestate")
        || name.startsWith("access-control-");
  }
}
