package dev.weft.gateway.call;

import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;
import java.util.List;

/**
 * How a service is reached.
 *
 * @param callToken whether it wants to see a call token
 * @param trusted whether its answers are taken for JSON unread, where nothing looks inside
 * @param instances its fixed instances; with none, those of the registry are called
 */
public record Service(
    String name,
    Protocol protocol,
    boolean callToken,
    boolean trusted,
    List<Instance> instances,
    Safeguards safeguards) {
  public Service {
    instances = List.copyOf(instances);
  }

  /**
   * A service of which nothing is set: HTTP, with a call token, at the instances in the registry.
   */
  public static Service registered(String name) {
    return new Service(name, Protocol.HTTP, true, false, List.of(), Safeguards.DEFAULT);
  }
}
