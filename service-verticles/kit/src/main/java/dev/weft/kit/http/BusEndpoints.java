package dev.weft.kit.http;

import dev.weft.kit.Answer;
import dev.weft.kit.http.Admission.Admitted;
import dev.weft.kit.http.Admission.Refused;
import dev.weft.node.call.BusAnswer;
import dev.weft.node.call.BusCall;
import dev.weft.node.trace.TraceContext;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** The same endpoints over the event bus, at the address of this instance. */
public final class BusEndpoints extends VerticleBase {

  private final String address;
  private final int bodyLimit;
  private final EndpointDispatcher dispatcher;
  private @Nullable MessageConsumer<Buffer> consumer;

  public BusEndpoints(String address, int bodyLimit, EndpointDispatcher dispatcher) {
    this.address = address;
    this.bodyLimit = bodyLimit;
    this.dispatcher = dispatcher;
  }

  @Override
  public Future<?> start() {
    var requests = vertx.eventBus().<Buffer>consumer(address, this::take);
    consumer = requests;
    return requests.completion();
  }

  @Override
  public Future<?> stop() {
    var requests = consumer;
    return requests == null ? Future.succeededFuture() : requests.unregister();
  }

  private void take(Message<Buffer> message) {
    try {
      var request = BusCall.request(message);
      var method = HttpMethod.valueOf(request.method());
      take(
          message,
          new RequestHead(Transport.EVENT_BUS, method, request.uri(), request.headers()),
          request.body());
    } catch (IllegalArgumentException _) {
      reply(message, Problems.of(400, "not-a-request", "not a request", TraceContext.fresh()));
    }
  }

  private void take(Message<Buffer> message, RequestHead head, Buffer body) {
    switch (dispatcher.admit(head)) {
      case Refused refused -> reply(message, refused.answer());
      case Admitted admitted -> handle(message, admitted, body);
    }
  }

  private void handle(Message<Buffer> message, Admitted admitted, Buffer body) {
    if (body.length() > bodyLimit) {
      dispatcher.abandon();
      reply(
          message,
          Problems.of(
              413,
              "body-too-large",
              "the body may have " + bodyLimit + " bytes at most",
              admitted.trace()));
      return;
    }
    dispatcher.handle(admitted, body).onSuccess(answer -> reply(message, answer));
  }

  private static void reply(Message<Buffer> message, Answer answer) {
    var headers = MultiMap.caseInsensitiveMultiMap();
    answer.headers().forEach(headers::add);
    var body = answer.body() instanceof Buffer bytes ? bytes : Buffer.buffer();
    BusCall.reply(message, new BusAnswer(answer.status(), headers, body));
  }
}
