package dev.weft.kit.messaging.amqp;

import dev.weft.codecs.AmqpContent;
import dev.weft.kit.messaging.broker.Delivery;
import io.vertx.proton.ProtonDelivery;

/** A delivery that belongs to one link on one connection. */
record AmqpDelivery(Inlet.Attachment link, ProtonDelivery delivery, AmqpContent content)
    implements Delivery {

  @Override
  public boolean live() {
    return link.live();
  }

  @Override
  public void settle() {
    link.settled(delivery);
  }
}
