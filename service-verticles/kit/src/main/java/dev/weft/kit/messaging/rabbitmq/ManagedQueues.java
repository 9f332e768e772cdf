package dev.weft.kit.messaging.rabbitmq;

import dev.weft.kit.messaging.amqp.AmqpSettings;
import dev.weft.kit.messaging.amqp.Queues;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Queues by the HTTP interface of RabbitMQ's management: AMQP 1.0 has no word for them here. What
 * exists with other properties stays as it is, and is told as a failure.
 */
public final class ManagedQueues implements Queues {

  /** What the broker knows now: its statistics of a queue are up to ten seconds old. */
  private static final String TOTALS =
      "disable_stats=true&enable_queue_totals=true&page=1&page_size=500&name=";

  private static final long TIMEOUT_MILLIS = 5_000;

  private final HttpClient client;
  private final URI management;
  private final String authorization;

  /**
   * By this user, who must be allowed to configure what he asks for.
   *
   * @param management such as {@code http://127.0.0.1:15672}
   */
  public ManagedQueues(Vertx vertx, URI management, AmqpSettings.User user) {
    this.client = vertx.createHttpClient();
    this.management = management;
    var credentials = user.name() + ':' + user.password();
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Future<Void> declare(SubscriptionName subscription) {
    var queue = subscription.queue();
    return put("exchanges/%2F/" + Topology.UNDELIVERABLE, Topology.undeliverableExchange())
        .compose(_ -> put("queues/%2F/" + Topology.UNDELIVERABLE, Topology.undeliverableQueue()))
        .compose(_ -> bind(Topology.UNDELIVERABLE, Topology.UNDELIVERABLE, ""))
        .compose(_ -> put("exchanges/%2F/" + subscription.type(), Topology.typeExchange()))
        .compose(_ -> put("queues/%2F/" + queue, Topology.subscriptionQueue()))
        .compose(_ -> bind(subscription.type(), queue, Topology.ALL))
        .compose(_ -> bind(subscription.type(), queue, subscription.service()));
  }

  @Override
  public Future<OptionalLong> waiting(SubscriptionName subscription) {
    var name = subscription.queue();
    return call(HttpMethod.GET, "queues/%2F?" + TOTALS + name, null)
        .map(
            found ->
                found.toJsonObject().getJsonArray("items").stream()
                    .map(JsonObject.class::cast)
                    .filter(queue -> queue.getString("name").equals(name))
                    .map(queue -> queue.getLong("messages"))
                    .filter(Objects::nonNull)
                    .mapToLong(Long::longValue)
                    .findFirst());
  }

  @Override
  public void mistrust() {}

  private Future<Void> bind(String exchange, String queue, String key) {
    var path = "bindings/%%2F/e/%s/q/%s".formatted(exchange, queue);
    return call(HttpMethod.POST, path, new JsonObject().put("routing_key", key)).mapEmpty();
  }

  private Future<Void> put(String path, JsonObject body) {
    return call(HttpMethod.PUT, path, body).mapEmpty();
  }

  private Future<Buffer> call(HttpMethod method, String path, @Nullable JsonObject body) {
    var options =
        new RequestOptions()
            .setMethod(method)
            .setAbsoluteURI(management.resolve("/api/" + path).toString())
            .setTimeout(TIMEOUT_MILLIS)
            .putHeader("authorization", authorization)
            .putHeader("content-type", "application/json");
    return client
        .request(options)
        .compose(request -> body == null ? request.send() : request.send(body.toBuffer()))
        .compose(
            answer ->
                answer
                    .body()
                    .compose(
                        text ->
                            answer.statusCode() < 300
                                ? Future.succeededFuture(text)
                                : Future.failedFuture(
                                    "the broker's management says no to %s %s: %s"
                                        .formatted(method, path, text))));
  }
}
