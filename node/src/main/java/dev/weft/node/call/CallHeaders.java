package dev.weft.node.call;

/** Names of the headers that the gateway adds to a call, over HTTP as over the event bus. */
public final class CallHeaders {

  /** The proof that the gateway makes the call; see {@link CallTokenVerifier}. */
  public static final String CALL_TOKEN = "weft-call-token";

  /** Milliseconds that are left until nobody waits for the answer any more. */
  public static final String DEADLINE_MS = "weft-deadline-ms";

  /** W3C trace context. */
  public static final String TRACEPARENT = "traceparent";

  private CallHeaders() {}
}
