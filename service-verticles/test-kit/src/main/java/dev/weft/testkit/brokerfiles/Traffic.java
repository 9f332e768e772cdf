package dev.weft.testkit.brokerfiles;

import dev.weft.kit.Service;
import dev.weft.kit.messaging.broker.SubscriptionName;
import dev.weft.testkit.Kinds;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which service emits which types and which ones it reads. A type that nobody reads has no place at
 * a broker: there it would be accepted and lost, and without one it waits in the outbox.
 *
 * @param readers services by type
 * @param emitters services by type
 */
record Traffic(
    List<String> services,
    SortedMap<String, SortedSet<String>> readers,
    SortedMap<String, SortedSet<String>> emitters) {

  static Traffic of(Collection<Service> services) {
    var readers = new TreeMap<String, SortedSet<String>>();
    var emitters = new TreeMap<String, SortedSet<String>>();
    for (var service : services) {
      var kinds = Kinds.of(service);
      kinds.heard().types().forEach(type -> add(readers, type, service));
      kinds.emitted().types().forEach(type -> add(emitters, type, service));
    }
    return new Traffic(services.stream().map(Service::name).sorted().toList(), readers, emitters);
  }

  private static void add(SortedMap<String, SortedSet<String>> map, String type, Service service) {
    map.computeIfAbsent(type, _ -> new TreeSet<>()).add(service.name());
  }

  /** Types that somebody reads. */
  Collection<String> types() {
    return readers.keySet();
  }

  SortedSet<String> emittersOf(String type) {
    return emitters.getOrDefault(type, new TreeSet<>());
  }

  List<SubscriptionName> subscriptionsOf(String type) {
    return readers.getOrDefault(type, new TreeSet<>()).stream()
        .map(service -> new SubscriptionName(type, service))
        .toList();
  }

  List<SubscriptionName> subscriptions() {
    return types().stream().flatMap(type -> subscriptionsOf(type).stream()).toList();
  }
}
