package dev.weft.kit.messaging.amqp;

import io.vertx.proton.ProtonDelivery;
import io.vertx.proton.ProtonQoS;
import io.vertx.proton.ProtonReceiver;
import io.vertx.proton.impl.ProtonDeliveryImpl;
import io.vertx.proton.impl.ProtonReceiverImpl;
import org.apache.qpid.proton.codec.ReadableBuffer;
import org.apache.qpid.proton.engine.Receiver;

/**
 * A receiving link that hands over the bytes of each message. The library's own gives what it can
 * not decode back to the broker without a word, where it stays for ever.
 */
final class WholeReceiver extends ProtonReceiverImpl {

  private final Taker taker;

  /** Is given each delivery with its bytes, on the connection's thread. */
  interface Taker {
    void take(ProtonDelivery delivery, ReadableBuffer bytes);
  }

  private WholeReceiver(Receiver link, Taker taker) {
    super(link);
    this.taker = taker;
    setQoS(ProtonQoS.AT_LEAST_ONCE);
    setAutoAccept(false);
    setPrefetch(0);
    handler((_, _) -> {});
  }

  /** Takes the place of a receiver that is not open yet. */
  static ProtonReceiver inPlaceOf(ProtonReceiver receiver, Taker taker) {
    try {
      // The library keeps its engine's link to itself and to its subclasses.
      var link = ProtonReceiverImpl.class.getSuperclass().getDeclaredField("link");
      link.setAccessible(true);
      return new WholeReceiver((Receiver) link.get(receiver), taker);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another version of vertx-proton", e);
    }
  }

  @Override
  public void onDelivery() {
    var receiver = (Receiver) link;
    var delivery = receiver.current();
    if (delivery == null) {
      return;
    }
    if (delivery.isAborted()) {
      super.onDelivery();
    } else if (!delivery.isPartial()) {
      var bytes = receiver.recv();
      receiver.advance();
      taker.take(new ProtonDeliveryImpl(delivery), bytes);
    }
  }
}
