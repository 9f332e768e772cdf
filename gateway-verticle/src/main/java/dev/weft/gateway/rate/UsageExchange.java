package dev.weft.gateway.rate;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/**
 * Tells the gateways of a cluster what each has let through, a few times a second and only when
 * there is something to tell. No request waits for it: between two tellings a client may get from
 * each gateway what is left at that one.
 */
public final class UsageExchange {
  private static final String ADDRESS = "weft.gateway.rate-limits";
  private static final Duration PERIOD = Duration.ofMillis(50);
  private static final int MOST_CLIENTS = 2_000;

  private final Vertx vertx;
  private final String gateway;
  private final Map<String, RateLimiter> limiters;

  private UsageExchange(Vertx vertx, String gateway, Map<String, RateLimiter> limiters) {
    this.vertx = vertx;
    this.gateway = gateway;
    this.limiters = limiters;
  }

  /**
   * Begins to tell and to listen.
   *
   * @param gateway its name, one in the whole cluster
   * @param limiters by the names of the limits, which are the same in all gateways
   */
  public static void start(Vertx vertx, String gateway, Map<String, RateLimiter> limiters) {
    var exchange = new UsageExchange(vertx, gateway, limiters);
    MessageConsumer<JsonObject> consumer = vertx.eventBus().consumer(ADDRESS);
    consumer.handler(message -> exchange.heard(message.body()));
    vertx.setPeriodic(PERIOD.toMillis(), _ -> exchange.tell());
  }

  private void tell() {
    limiters.forEach(
        (name, limiter) -> {
          var usage = limiter.tell(MOST_CLIENTS);
          if (!usage.isEmpty()) {
            var used = new JsonObject();
            usage.forEach(used::put);
            vertx
                .eventBus()
                .publish(
                    ADDRESS,
                    new JsonObject().put("from", gateway).put("limit", name).put("used", used));
          }
        });
  }

  private void heard(JsonObject message) {
    var limiter = limiters.get(message.getString("limit", ""));
    if (limiter == null || gateway.equals(message.getString("from"))) {
      return;
    }
    for (var used : message.getJsonObject("used", new JsonObject())) {
      if (used.getValue() instanceof Number count) {
        limiter.usedElsewhere(used.getKey(), count.intValue());
      }
    }
  }
}
