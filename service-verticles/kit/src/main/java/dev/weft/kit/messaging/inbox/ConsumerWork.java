package dev.weft.kit.messaging.inbox;

import java.util.List;

/** What a service consumes and how. */
public record ConsumerWork(
    String service,
    List<Subscriber<?>> subscribers,
    ConsumerSettings settings,
    ConsumerObserver observer) {

  public ConsumerWork {
    subscribers = List.copyOf(subscribers);
  }
}
