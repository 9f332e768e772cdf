package dev.weft.kit;

import java.util.List;

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
    return new ServiceMessages(service, List.copyOf(definition.emitted()), definition.subscribed());
  }
}
