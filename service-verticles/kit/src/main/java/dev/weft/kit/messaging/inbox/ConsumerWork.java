package dev.weft.kit.messaging.inbox;

import dev.weft.codecs.FieldKeys;
import java.util.List;

/** What a service consumes and how. */
public record ConsumerWork(
    String service,
    List<Subscriber<?>> subscribers,
    ConsumerSettings settings,
    ConsumerObserver observer,
    FieldKeys keys) {

  public ConsumerWork {
    subscribers = List.copyOf(subscribers);
  }
}
