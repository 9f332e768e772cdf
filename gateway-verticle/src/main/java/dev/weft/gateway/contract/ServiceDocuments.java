package dev.weft.gateway.contract;

import dev.weft.gateway.call.Service;
import dev.weft.node.call.CallTokenIssuer;
import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Registry;
import dev.weft.node.registry.State;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the OpenAPI documents of the services behind the routes: asked for when an instance appears
 * that was not asked before, and again after a while. All of it happens on one context.
 */
public final class ServiceDocuments {
  private static final Logger log = LoggerFactory.getLogger(ServiceDocuments.class);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final long REFRESH_NANOS = Duration.ofMinutes(5).toNanos();

  private final Vertx vertx;
  private final Context context;
  private final Registry registry;
  private final DocumentFetch fetch;
  private final Contract contract;
  private final Map<String, Watched> watched = new LinkedHashMap<>();
  private Registry.Subscription subscription = () -> {};
  private long timer = -1;

  /** A service and what is known of it. */
  private static final class Watched {
    private Service service;
    private Set<Instance> asked = Set.of();
    private long askedAt;
    private boolean underWay;
    private Optional<ServiceDocument> document = Optional.empty();

    Watched(Service service) {
      this.service = service;
    }

    boolean isDue(Set<Instance> instances) {
      boolean old = System.nanoTime() - askedAt > REFRESH_NANOS;
      return !underWay && !instances.isEmpty() && (old || !asked.containsAll(instances));
    }
  }

  private ServiceDocuments(
      Vertx vertx, Registry registry, Optional<CallTokenIssuer> issuer, Contract contract) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.registry = registry;
    this.fetch = new DocumentFetch(vertx, issuer);
    this.contract = contract;
  }

  /** Begins to keep the documents of services up to date in a contract. */
  public static ServiceDocuments start(
      Vertx vertx, Registry registry, Optional<CallTokenIssuer> issuer, Contract contract) {
    var documents = new ServiceDocuments(vertx, registry, issuer, contract);
    documents.context.runOnContext(_ -> documents.begin());
    return documents;
  }

  private void begin() {
    timer = vertx.setPeriodic(LOOK.toMillis(), _ -> look());
    subscription = registry.onChange(_ -> context.runOnContext(_ -> look()));
  }

  /** Tells which services matter from now on. */
  public void watch(Collection<Service> services) {
    context.runOnContext(
        _ -> {
          watched.keySet().retainAll(services.stream().map(Service::name).toList());
          for (var service : services) {
            watched.computeIfAbsent(service.name(), _ -> new Watched(service)).service = service;
          }
          look();
        });
  }

  /** Asks for nothing any more. */
  public Future<Void> stop() {
    subscription.close();
    vertx.cancelTimer(timer);
    return fetch.close();
  }

  private void look() {
    for (var each : watched.values()) {
      var instances = instances(each.service);
      if (each.isDue(instances)) {
        ask(each, instances);
      }
    }
  }

  private Set<Instance> instances(Service service) {
    List<Instance> all =
        service.instances().isEmpty() ? registry.instances(service.name()) : service.instances();
    var usable = new HashSet<Instance>();
    for (var instance : all) {
      if (instance.state() == State.UP && instance.protocol() == service.protocol()) {
        usable.add(instance);
      }
    }
    return usable;
  }

  /** One that is new knows best: it may have been started from a newer version. */
  private void ask(Watched each, Set<Instance> instances) {
    each.underWay = true;
    var newcomers = new HashSet<>(instances);
    newcomers.removeAll(each.asked);
    var one = (newcomers.isEmpty() ? instances : newcomers).iterator().next();
    fetch
        .fetch(each.service, one)
        .onComplete(
            found -> {
              each.underWay = false;
              each.asked = instances;
              each.askedAt = System.nanoTime();
              take(each, found);
            },
            e -> {
              // It is asked again with the next look.
              each.underWay = false;
              log.debug("{} was not asked for its OpenAPI document", each.service.name(), e);
            });
  }

  private void take(Watched each, Optional<ServiceDocument> found) {
    if (found.isEmpty()) {
      log.debug("{} publishes no OpenAPI document", each.service.name());
    }
    each.document = found;
    var all = new LinkedHashMap<String, ServiceDocument>();
    for (var one : watched.values()) {
      one.document.ifPresent(document -> all.put(one.service.name(), document));
    }
    contract.documents(all);
  }
}
