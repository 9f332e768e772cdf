package dev.weft.kit;

import dev.weft.kit.messaging.inbox.Subscriber;
import java.util.List;
import java.util.stream.Stream;

/**
 * The messages of one service, by its own records: what it emits and what it subscribes to. Made
 * from what the service declares, without starting it.
 */
public record ServiceMessages(
    String service,
    List<Class<? extends Record>> emitted,
    List<Class<? extends Record>> subscribed) {

  public ServiceMessages {
    emitted = List.copyOf(emitted);
    subscribed = List.copyOf(subscribed);
  }

  /** What a service declares. */
  public static ServiceMessages of(Service service) {
    return of(service.name(), Definition.of(service));
  }

  static ServiceMessages of(String service, Definition definition) {
    Stream<Class<? extends Record>> subscribed =
        definition.subscribers().stream().map(Subscriber::type);
    return new ServiceMessages(service, List.copyOf(definition.emitted()), subscribed.toList());
  }
}
