package dev.weft.kit.messaging.broker;

import dev.weft.codecs.AmqpContent;

/** One message that a subscription was given, to be settled once. */
public interface Delivery {

  /** The message. */
  AmqpContent content();

  /**
   * Whether settling it still reaches the broker. When not, the broker will deliver it again, here
   * or elsewhere, and whoever has not begun with it should leave it alone.
   */
  boolean live();

  /** Tells the broker to forget the message, and lets it send one more. */
  void settle();
}
