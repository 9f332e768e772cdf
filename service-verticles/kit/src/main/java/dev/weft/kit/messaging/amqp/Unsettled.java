package dev.weft.kit.messaging.amqp;

import io.vertx.proton.ProtonDelivery;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Released;

/** What has come over one link and is not settled, in the order in which it came. */
final class Unsettled {

  /** So much of a subscription is in memory, if no message is larger than a relay sends. */
  private static final int MOST_BYTES = 32 << 20;

  private static final int LARGE_MESSAGE = 1 << 20;

  private final SequencedMap<ProtonDelivery, Integer> sizes = new LinkedHashMap<>();
  private long bytes;

  void add(ProtonDelivery delivery, int size) {
    sizes.put(delivery, size);
    bytes += size;
  }

  boolean isEmpty() {
    return sizes.isEmpty();
  }

  /** So many more may come. Credit can not be taken back: it is for no more than memory is for. */
  int room(int window) {
    return Math.min(window - sizes.size(), (int) ((MOST_BYTES - bytes) / LARGE_MESSAGE));
  }

  void accept(ProtonDelivery delivery) {
    var size = sizes.remove(delivery);
    if (size != null) {
      bytes -= size;
      delivery.disposition(Accepted.getInstance(), true);
    }
  }

  /**
   * Last come, first given back. The broker puts each back into its place at once, while the keys
   * still are this link's. What it takes back by itself, when the link closes, may come after the
   * next messages of its keys have gone to another reader: Artemis lets the keys go without waiting
   * for what its journal has not finished.
   */
  void giveBack() {
    while (!sizes.isEmpty()) {
      var last = sizes.pollLastEntry();
      bytes -= last.getValue();
      last.getKey().disposition(Released.getInstance(), true);
    }
  }
}
