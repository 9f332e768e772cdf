package dev.weft.node.call;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The event bus form of a request and its answer: the HTTP body is the message body, method, URI
 * and status are message headers, and an HTTP header {@code x} is the message header {@code h:x}.
 */
public final class BusCall {

  private static final String METHOD = "weft-method";
  private static final String URI = "weft-uri";
  private static final String STATUS = "weft-status";
  private static final String HEADER_PREFIX = "h:";

  private BusCall() {}

  /**
   * Sends a request and awaits the answer. Fails with {@link io.vertx.core.eventbus.ReplyException}
   * when there is no instance at the address or none answers in time, and with {@link
   * IllegalArgumentException} when the reply is no answer.
   */
  public static Future<BusAnswer> send(
      EventBus bus, String address, BusRequest request, Duration timeout) {
    var options = request(request).setSendTimeout(timeout.toMillis());
    return bus.<Buffer>request(address, request.body(), options).map(BusCall::answer);
  }

  /** Replies to a request. */
  public static void reply(Message<Buffer> request, BusAnswer answer) {
    request.reply(answer.body(), answer(answer));
  }

  /** What goes beside the body of a request. */
  public static DeliveryOptions request(BusRequest request) {
    var headers = encode(request.headers()).set(METHOD, request.method()).set(URI, request.uri());
    return new DeliveryOptions().setHeaders(headers);
  }

  /**
   * Reads a request.
   *
   * @throws IllegalArgumentException when the message is not one
   */
  public static BusRequest request(Message<Buffer> message) {
    var headers = message.headers();
    return new BusRequest(
        required(headers, METHOD), required(headers, URI), decode(headers), body(message));
  }

  /** What goes beside the body of an answer. */
  public static DeliveryOptions answer(BusAnswer answer) {
    var headers = encode(answer.headers()).set(STATUS, Integer.toString(answer.status()));
    return new DeliveryOptions().setHeaders(headers);
  }

  /**
   * Reads an answer.
   *
   * @throws IllegalArgumentException when the message is not one
   */
  public static BusAnswer answer(Message<Buffer> message) {
    var headers = message.headers();
    int status = Integer.parseInt(required(headers, STATUS));
    return new BusAnswer(status, decode(headers), body(message));
  }

  private static MultiMap encode(MultiMap http) {
    var headers = MultiMap.caseInsensitiveMultiMap();
    http.forEach((name, value) -> headers.add(HEADER_PREFIX + name, value));
    return headers;
  }

  private static MultiMap decode(MultiMap headers) {
    var http = MultiMap.caseInsensitiveMultiMap();
    headers.forEach(
        (name, value) -> {
          if (name.startsWith(HEADER_PREFIX)) {
            http.add(name.substring(HEADER_PREFIX.length()), value);
          }
        });
    return http;
  }

  private static String required(MultiMap headers, String name) {
    @Nullable String value = headers.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the message has no header " + name);
    }
    return value;
  }

  private static Buffer body(Message<Buffer> message) {
    @Nullable Object body = message.body();
    return switch (body) {
      case null -> Buffer.buffer();
      case Buffer buffer -> buffer;
      default -> throw new IllegalArgumentException("the message's body is not a buffer");
    };
  }
}
