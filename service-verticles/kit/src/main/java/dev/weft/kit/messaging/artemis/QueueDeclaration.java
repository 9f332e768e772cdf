package dev.weft.kit.messaging.artemis;

import dev.weft.kit.messaging.broker.SubscriptionName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.proton.ProtonConnection;
import io.vertx.proton.ProtonLink;
import io.vertx.proton.ProtonLinkOptions;
import io.vertx.proton.ProtonReceiver;
import io.vertx.proton.ProtonSender;
import java.util.Map;
import java.util.Objects;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.message.Message;

/**
 * Asks Artemis for the durable queue of a subscription by a management message: one request, one
 * answer on a link of its own. A queue that exists stays as it is.
 */
final class QueueDeclaration {

  private static final String MANAGEMENT = "activemq.management";

  private static final String UNAUTHORIZED = "amqp:unauthorized-access";

  private final ProtonConnection connection;
  private final SubscriptionName subscription;
  private final ProtonReceiver answers;
  private final ProtonSender requests;
  private final Promise<Void> done = Promise.promise();
  private boolean unauthorized;

  QueueDeclaration(ProtonConnection connection, SubscriptionName subscription) {
    this.connection = connection;
    this.subscription = subscription;
    this.answers = connection.createReceiver(null, new ProtonLinkOptions().setDynamic(true));
    this.requests = connection.createSender(MANAGEMENT);
  }

  /** Queue names are unique in a broker, over all addresses: hence the type in the name. */
  static String queue(SubscriptionName subscription) {
    return subscription.type() + "." + subscription.service();
  }

  /** The name of the queue that no other address can be meant by. */
  static String address(SubscriptionName subscription) {
    return subscription.type() + "::" + queue(subscription);
  }

  /** Ends it, if it has not ended: its links are closed whatever is answered later. */
  void giveUp(String reason) {
    done.tryFail(reason);
  }

  /** Whether the broker lets this user not ask at all. */
  boolean unauthorized() {
    return unauthorized;
  }

  /** Completes when the queue is there, fails when the broker will not make it. */
  Future<Void> run() {
    answers
        .setPrefetch(1)
        .handler((_, message) -> answered(message))
        .openHandler(
            opened -> {
              if (opened.succeeded() && answers.getRemoteSource() != null) {
                request(answers.getRemoteSource().getAddress());
              }
            })
        .closeHandler(_ -> refused(answers));
    requests.closeHandler(_ -> refused(requests));
    answers.open();
    requests.open();
    return done.future().onComplete(_ -> end());
  }

  private void request(String replyTo) {
    var queue =
        new JsonObject()
            .put("name", queue(subscription))
            .put("address", subscription.type())
            .put("routing-type", "MULTICAST")
            .put("durable", true)
            .put("auto-create-address", true)
            .put("auto-delete", false);
    var message = Message.Factory.create();
    message.setReplyTo(replyTo);
    message.setApplicationProperties(
        new ApplicationProperties(
            Map.of("_AMQ_ResourceName", "broker", "_AMQ_OperationName", "createQueue")));
    message.setBody(new AmqpValue(new JsonArray().add(queue.encode()).add(true).encode()));
    requests.send(message);
  }

  private void answered(Message message) {
    var properties = message.getApplicationProperties();
    var succeeded =
        properties != null
            && Boolean.TRUE.equals(properties.getValue().get("_AMQ_OperationSucceeded"));
    if (succeeded) {
      done.tryComplete();
    } else {
      done.tryFail(
          "the broker does not create the queue: "
              + (message.getBody() instanceof AmqpValue value ? value.getValue() : "no reason"));
    }
  }

  private void refused(ProtonLink<?> link) {
    var condition = link.getRemoteCondition();
    unauthorized =
        condition != null && UNAUTHORIZED.equals(String.valueOf(condition.getCondition()));
    done.tryFail(Objects.toString(link.getRemoteCondition(), "management is refused"));
  }

  private void end() {
    if (connection.isDisconnected()) {
      return;
    }
    requests.closeHandler(_ -> requests.free()).close();
    answers.closeHandler(_ -> answers.free()).close();
  }
}
