package dev.weft.gateway.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends answers whose client takes nothing of them for as long as a connection may be idle, however
 * busy it is otherwise: the stream of HTTP/2 whose client gives it no room, the connection whose
 * client reads nothing at all. One sweep for all connections of an event loop.
 */
final class UnreadAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadAnswers.class);
  private static final long SHORTEST_SWEEP_MILLIS = 10;
  private static final long LONGEST_SWEEP_MILLIS = 1000;

  private final long limitNanos;
  private final Counter cutOff;
  private final List<Watched> connections = new ArrayList<>();

  private UnreadAnswers(Duration limit, MeterRegistry meters) {
    this.limitNanos = limit.toNanos();
    this.cutOff =
        Counter.builder("weft.gateway.unread")
            .description("answers and connections that were ended as their client did not read")
            .register(meters);
  }

  /**
   * Sweeps from now on.
   *
   * @param limit how long a client may take nothing of an answer that waits for it
   */
  static UnreadAnswers install(Vertx vertx, Duration limit, MeterRegistry meters) {
    var unread = new UnreadAnswers(limit, meters);
    long often = Math.clamp(limit.toMillis() / 4, SHORTEST_SWEEP_MILLIS, LONGEST_SWEEP_MILLIS);
    vertx.setPeriodic(often, _ -> unread.sweep());
    return unread;
  }

  /** Looks at a connection until it is closed. */
  void watch(HttpConnection connection) {
    var channel = ((ConnectionBase) connection).channel();
    var http2 = channel.pipeline().get(Http2ConnectionHandler.class);
    connections.add(
        new Watched(
            connection,
            new UnreadSocket(channel),
            http2 == null ? List.of() : List.of(UnreadStreams.install(channel.pipeline(), http2))));
  }

  private record Watched(
      HttpConnection connection, UnreadSocket socket, List<UnreadStreams> streams) {}

  private void sweep() {
    connections.removeIf(watched -> !watched.socket().isOpen());
    long since = System.nanoTime() - limitNanos;
    for (var watched : connections) {
      if (watched.socket().isUnreadSince(since)) {
        ended(watched, 1);
        watched.socket().close();
      } else {
        watched.streams().forEach(streams -> ended(watched, streams.resetUnreadSince(since)));
      }
    }
  }

  private void ended(Watched watched, int count) {
    if (count > 0) {
      cutOff.increment(count);
      LOG.atInfo()
          .addKeyValue("client", watched.connection().remoteAddress(true).hostAddress())
          .addKeyValue("answers", count)
          .log("a client does not read its answer");
    }
  }
}
