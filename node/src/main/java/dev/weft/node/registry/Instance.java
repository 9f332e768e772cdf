package dev.weft.node.registry;

import java.io.Serializable;

/**
 * One way to reach one instance of a service. An instance that speaks both protocols has an entry
 * for each. Immutable.
 *
 * @param id {@code <instance>/http} or {@code <instance>/bus}; one in the whole cluster
 * @param address {@code host:port}, or an event bus address
 * @param weight share of the load beside other instances; 1 or more
 */
public record Instance(
    String id,
    String service,
    String version,
    Protocol protocol,
    String address,
    int weight,
    String zone,
    State state)
    implements Serializable {

  public Instance {
    if (weight < 1) {
      throw new IllegalArgumentException("the weight of an instance must be 1 or more");
    }
  }

  public Instance withState(State other) {
    return new Instance(id, service, version, protocol, address, weight, zone, other);
  }
}
