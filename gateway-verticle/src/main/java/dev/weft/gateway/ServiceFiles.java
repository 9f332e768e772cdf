package dev.weft.gateway;

import dev.weft.gateway.cache.CachePolicy;
import dev.weft.gateway.call.BreakerPolicy;
import dev.weft.gateway.call.BulkheadPolicy;
import dev.weft.gateway.call.EjectionPolicy;
import dev.weft.gateway.call.HedgePolicy;
import dev.weft.gateway.call.RetryPolicy;
import dev.weft.gateway.call.Safeguards;
import dev.weft.gateway.call.Service;
import dev.weft.gateway.route.RouteFiles;
import dev.weft.node.config.ConfigReader;
import dev.weft.node.config.Default;
import dev.weft.node.config.Mistakes;
import dev.weft.node.config.Position;
import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;
import dev.weft.node.registry.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code conf/services/<name>.yaml}: what is set for services, and the addresses of those
 * that do not register.
 */
final class ServiceFiles {
  private ServiceFiles() {}

  enum Transport {
    HTTP,
    EVENT_BUS
  }

  /** What a file says of a service; all of it may be left out. */
  record ServiceFile(
      @Default("http") Transport transport,
      @Default("true") boolean callToken,
      @Default("false") boolean trusted,
      List<FixedInstance> instances,
      RetryPolicy retry,
      HedgePolicy hedge,
      BreakerPolicy breaker,
      EjectionPolicy ejection,
      BulkheadPolicy bulkhead,
      @Default("false") boolean coalesce,
      @Nullable CachePolicy cache) {
    ServiceFile {
      instances = List.copyOf(instances);
      if (transport == Transport.EVENT_BUS && !instances.isEmpty()) {
        throw new IllegalArgumentException(
            "instances have HTTP addresses; over the event bus those are called that register");
      }
    }

    Safeguards safeguards() {
      return new Safeguards(retry, hedge, breaker, ejection, bulkhead, coalesce, cache);
    }
  }

  /** An instance that does not register itself. */
  record FixedInstance(String address, @Default("1") int weight, @Default("default") String zone) {
    FixedInstance {
      if (!Instance.isHostAndPort(address)) {
        throw new IllegalArgumentException("address must be host:port, such as 127.0.0.1:9001");
      }
      if (weight < 1) {
        throw new IllegalArgumentException("weight must be 1 or more");
      }
    }
  }

  static Map<String, Service> load(@Nullable Path directory, Mistakes mistakes) {
    var services = new LinkedHashMap<String, Service>();
    if (directory == null) {
      return services;
    }
    if (!Files.isDirectory(directory)) {
      mistakes.add(Position.source(directory.toString()), "", "there is no such directory");
      return services;
    }
    for (var file : RouteFiles.files(directory, mistakes)) {
      var name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
      ConfigReader.read(file, ServiceFile.class, System.getenv(), mistakes)
          .ifPresent(read -> services.put(name, service(name, read)));
    }
    return services;
  }

  private static Service service(String name, ServiceFile file) {
    var protocol = file.transport() == Transport.HTTP ? Protocol.HTTP : Protocol.EVENT_BUS;
    List<Instance> instances = new ArrayList<>();
    for (var fixed : file.instances()) {
      var id = name + "@" + fixed.address();
      instances.add(
          new Instance(
              id,
              name,
              "",
              Protocol.HTTP,
              fixed.address(),
              fixed.weight(),
              fixed.zone(),
              State.UP));
    }
    return new Service(
        name, protocol, file.callToken(), file.trusted(), instances, file.safeguards());
  }
}
