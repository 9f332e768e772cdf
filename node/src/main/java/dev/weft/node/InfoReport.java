package dev.weft.node;

import dev.weft.node.registry.ClusterRegistry;
import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Registry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/**
 * What {@code /info} says.
 *
 * @param sockets {@code native} where the system's own way to wait for sockets is used, else {@code
 *     nio}
 */
record InfoReport(
    NodeInfo info, String instance, String zone, String sockets, Registry registry, Parts parts) {

  JsonObject json() {
    var uptime = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    var json =
        new JsonObject()
            .put("name", info.name())
            .put("version", info.version())
            .put("instance", instance)
            .put("zone", zone)
            .put("pid", ProcessHandle.current().pid())
            .put("java", Runtime.version().toString())
            .put("sockets", sockets)
            .put("uptimeSeconds", uptime.toSeconds())
            .put("parts", parts.json())
            .put("services", services());
    if (registry instanceof ClusterRegistry cluster) {
      json.put(
          "cluster",
          new JsonObject()
              .put("address", cluster.address())
              .put("members", new JsonArray(cluster.addresses())));
    }
    return json;
  }

  private JsonObject services() {
    var services = new JsonObject();
    new TreeMap<>(registry.snapshot())
        .forEach((service, instances) -> services.put(service, instances(instances)));
    return services;
  }

  private static JsonArray instances(List<Instance> instances) {
    var all = new JsonArray();
    instances.forEach(instance -> all.add(instance.toJson()));
    return all;
  }
}
