package dev.weft.kit.messaging.broker;

/**
 * Whether a broker can be reached.
 *
 * @param trouble why not, in one sentence; empty when connected
 */
public record BrokerState(boolean connected, String trouble) {

  /** There is a connection. */
  public static final BrokerState CONNECTED = new BrokerState(true, "");

  /** There is none. */
  public static BrokerState away(String trouble) {
    return new BrokerState(false, trouble);
  }
}
