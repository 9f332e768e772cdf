package dev.weft.kit.messaging.artemis;

import dev.weft.kit.messaging.amqp.Queues;
import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.proton.ProtonConnection;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.message.Message;

/** Queues by management messages. A broker that grants no management is not asked twice in vain. */
final class ArtemisQueues implements Queues {

  private static final String RESOURCE = "_AMQ_ResourceName";

  private final ProtonConnection connection;
  private boolean refused;

  ArtemisQueues(ProtonConnection connection) {
    this.connection = connection;
  }

  /** A queue that exists stays as it is. */
  @Override
  public Future<Void> declare(SubscriptionName subscription) {
    var queue =
        new JsonObject()
            .put("name", subscription.queue())
            .put("address", subscription.type())
            .put("routing-type", "MULTICAST")
            .put("durable", true)
            .put("auto-create-address", true)
            .put("auto-delete", false);
    return ask(
            Map.of(RESOURCE, "broker", "_AMQ_OperationName", "createQueue"),
            new JsonArray().add(queue.encode()).add(true).encode())
        .mapEmpty();
  }

  @Override
  public Future<OptionalLong> waiting(SubscriptionName subscription) {
    return ask(
            Map.of(RESOURCE, "queue." + subscription.queue(), "_AMQ_Attribute", "messageCount"), "")
        .map(answer -> OptionalLong.of(new JsonArray(answer).getLong(0)));
  }

  @Override
  public void mistrust() {
    refused = false;
  }

  private Future<String> ask(Map<String, Object> properties, String body) {
    if (refused) {
      return Future.failedFuture("the broker grants no management");
    }
    var message = Message.Factory.create();
    message.setApplicationProperties(new ApplicationProperties(properties));
    message.setBody(new AmqpValue(body));
    var call = new ManagementCall(connection);
    return call.ask(message).onComplete(_ -> refused |= call.unauthorized());
  }
}
