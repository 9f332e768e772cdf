package dev.weft.kit.messaging.rabbitmq;

import io.vertx.core.json.JsonObject;

/** How types and subscriptions look in RabbitMQ, as its management puts it. */
public final class Topology {

  /** The routing key of what all subscriptions of a type get; names of services have no dot. */
  public static final String ALL = "weft.all";

  /** The exchange and the queue of what no queue takes: version 3 would drop it. */
  public static final String UNDELIVERABLE = "weft.undeliverable";

  private Topology() {}

  /** A type's exchange. */
  public static JsonObject typeExchange() {
    return exchange("topic", new JsonObject().put("alternate-exchange", UNDELIVERABLE));
  }

  /** One consumer at a time: there are no groups here that would keep a key's order. */
  public static JsonObject subscriptionQueue() {
    return queue(new JsonObject().put("x-single-active-consumer", true));
  }

  /** Where messages go that no queue takes. */
  public static JsonObject undeliverableExchange() {
    return exchange("fanout", new JsonObject());
  }

  /** Where they stay. */
  public static JsonObject undeliverableQueue() {
    return queue(new JsonObject());
  }

  private static JsonObject exchange(String type, JsonObject arguments) {
    return new JsonObject()
        .put("type", type)
        .put("durable", true)
        .put("auto_delete", false)
        .put("internal", false)
        .put("arguments", arguments);
  }

  private static JsonObject queue(JsonObject arguments) {
    return new JsonObject()
        .put("durable", true)
        .put("auto_delete", false)
        .put("arguments", arguments);
  }
}
