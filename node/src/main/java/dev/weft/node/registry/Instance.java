package dev.weft.node.registry;

import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;

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
    State state) {

  private static final Pattern HOST_AND_PORT = Pattern.compile("[^/?#@\\s]+:([1-9]\\d{0,4})");

  public Instance {
    if (weight < 1) {
      throw new IllegalArgumentException("the weight of an instance must be 1 or more");
    }
    if (protocol == Protocol.HTTP && !isHostAndPort(address)) {
      throw new IllegalArgumentException("the address of an instance must be host:port");
    }
  }

  /** Whether somebody could be called there: {@code host:port}, without a scheme or a path. */
  public static boolean isHostAndPort(String address) {
    var matcher = HOST_AND_PORT.matcher(address);
    return matcher.matches() && Integer.parseInt(matcher.group(1)) <= 65_535;
  }

  public Instance withState(State other) {
    return new Instance(id, service, version, protocol, address, weight, zone, other);
  }

  /** The form in which {@code /info} shows an instance and members tell each other of it. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("id", id)
        .put("service", service)
        .put("version", version)
        .put("protocol", protocol.name())
        .put("address", address)
        .put("weight", weight)
        .put("zone", zone)
        .put("state", state.name());
  }

  /**
   * Reads {@link #toJson()}; members it does not know, from a newer version, are skipped.
   *
   * @throws RuntimeException when it is no instance
   */
  static Instance fromJson(JsonObject json) {
    return new Instance(
        required(json, "id"),
        required(json, "service"),
        required(json, "version"),
        Protocol.valueOf(required(json, "protocol")),
        required(json, "address"),
        json.getInteger("weight", 1),
        required(json, "zone"),
        State.valueOf(required(json, "state")));
  }

  private static String required(JsonObject json, String member) {
    var value = json.getString(member);
    if (value == null) {
      throw new IllegalArgumentException("an instance has no " + member);
    }
    return value;
  }
}
