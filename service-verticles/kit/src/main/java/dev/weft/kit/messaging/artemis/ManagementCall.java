package dev.weft.kit.messaging.artemis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.proton.ProtonConnection;
import io.vertx.proton.ProtonLink;
import io.vertx.proton.ProtonLinkOptions;
import io.vertx.proton.ProtonReceiver;
import io.vertx.proton.ProtonSender;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.message.Message;

/** Asks Artemis' management once: one request, one answer, on links of its own. */
final class ManagementCall {

  private static final String MANAGEMENT = "activemq.management";
  private static final String UNAUTHORIZED = "amqp:unauthorized-access";
  private static final long ANSWER_SECONDS = 10;

  private final ProtonConnection connection;
  private final ProtonReceiver answers;
  private final ProtonSender requests;
  private final Promise<String> done = Promise.promise();
  private boolean unauthorized;

  ManagementCall(ProtonConnection connection) {
    this.connection = connection;
    this.answers = connection.createReceiver(null, new ProtonLinkOptions().setDynamic(true));
    this.requests = connection.createSender(MANAGEMENT);
  }

  /** Whether the broker lets this user not ask at all. */
  boolean unauthorized() {
    return unauthorized;
  }

  /** The JSON that the broker answers; fails when it does not, or says no. */
  Future<String> ask(Message request) {
    answers
        .setPrefetch(1)
        .handler((_, message) -> answered(message))
        .openHandler(
            opened -> {
              if (opened.succeeded() && answers.getRemoteSource() != null) {
                request.setReplyTo(answers.getRemoteSource().getAddress());
                requests.send(request);
              }
            })
        .closeHandler(_ -> refused(answers));
    requests.closeHandler(_ -> refused(requests));
    answers.open();
    requests.open();
    return done.future().timeout(ANSWER_SECONDS, TimeUnit.SECONDS).onComplete(_ -> end());
  }

  private void answered(Message message) {
    var properties = message.getApplicationProperties();
    var body = message.getBody() instanceof AmqpValue value ? value.getValue() : "no reason";
    if (properties != null
        && Boolean.TRUE.equals(properties.getValue().get("_AMQ_OperationSucceeded"))) {
      done.tryComplete(String.valueOf(body));
    } else {
      done.tryFail("the broker says no: " + body);
    }
  }

  private void refused(ProtonLink<?> link) {
    var condition = link.getRemoteCondition();
    unauthorized =
        condition != null && UNAUTHORIZED.equals(String.valueOf(condition.getCondition()));
    done.tryFail(Objects.toString(condition, "management is refused"));
  }

  private void end() {
    if (connection.isDisconnected()) {
      return;
    }
    requests.closeHandler(_ -> requests.free()).close();
    answers.closeHandler(_ -> answers.free()).close();
  }
}
