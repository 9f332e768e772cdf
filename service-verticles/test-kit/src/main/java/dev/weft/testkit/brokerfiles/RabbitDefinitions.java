package dev.weft.testkit.brokerfiles;

import dev.weft.kit.messaging.broker.SubscriptionName;
import dev.weft.kit.messaging.rabbitmq.Topology;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * RabbitMQ's definitions: exchanges, queues, bindings, and what each service's user may do. The
 * users themselves, with their passwords, are their operator's.
 */
final class RabbitDefinitions {

  private static final String VHOST = "/";

  private RabbitDefinitions() {}

  static String of(Traffic traffic) {
    var definitions =
        new JsonObject()
            .put("vhosts", array(Stream.of(new JsonObject().put("name", VHOST))))
            .put("permissions", array(traffic.services().stream().map(s -> rights(s, traffic))))
            .put("exchanges", exchanges(traffic))
            .put("queues", queues(traffic))
            .put("bindings", bindings(traffic));
    return definitions.encodePrettily() + "\n";
  }

  private static JsonObject rights(String service, Traffic traffic) {
    var sends = traffic.types().stream().filter(t -> traffic.emittersOf(t).contains(service));
    var reads =
        traffic.subscriptions().stream()
            .filter(subscription -> subscription.service().equals(service))
            .map(SubscriptionName::queue);
    return new JsonObject()
        .put("user", service)
        .put("vhost", VHOST)
        .put("configure", "^$")
        .put("write", oneOf(sends.toList()))
        .put("read", oneOf(reads.toList()));
  }

  private static String oneOf(Collection<String> names) {
    return names.stream()
        .map(name -> name.replace(".", "\\."))
        .collect(Collectors.joining("|", "^(", ")$"));
  }

  private static JsonArray exchanges(Traffic traffic) {
    return array(
        Stream.concat(
            Stream.of(named(Topology.UNDELIVERABLE, Topology.undeliverableExchange())),
            traffic.types().stream().map(type -> named(type, Topology.typeExchange()))));
  }

  private static JsonArray queues(Traffic traffic) {
    return array(
        Stream.concat(
            Stream.of(named(Topology.UNDELIVERABLE, Topology.undeliverableQueue())),
            traffic.subscriptions().stream()
                .map(s -> named(s.queue(), Topology.subscriptionQueue()))));
  }

  private static JsonArray bindings(Traffic traffic) {
    return array(
        Stream.concat(
            Stream.of(binding(Topology.UNDELIVERABLE, Topology.UNDELIVERABLE, "")),
            traffic.subscriptions().stream()
                .flatMap(
                    s ->
                        List.of(Topology.ALL, s.service()).stream()
                            .map(key -> binding(s.type(), s.queue(), key)))));
  }

  private static JsonObject named(String name, JsonObject properties) {
    return new JsonObject().put("name", name).put("vhost", VHOST).mergeIn(properties);
  }

  private static JsonObject binding(String exchange, String queue, String key) {
    return new JsonObject()
        .put("source", exchange)
        .put("vhost", VHOST)
        .put("destination", queue)
        .put("destination_type", "queue")
        .put("routing_key", key)
        .put("arguments", new JsonObject());
  }

  private static JsonArray array(Stream<JsonObject> items) {
    return new JsonArray(items.toList());
  }
}
