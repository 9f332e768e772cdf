package dev.weft.gateway.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Closes connections whose client takes too long over the head of a request, however steadily it
 * trickles. An idle time-out cannot: it begins again with every byte. One sweep a second for all
 * connections of an event loop.
 */
final class HeadTimer {
  private static final long SWEEP_MILLIS = 1000;
  private static final String DECODER = "httpDecoder";
  private static final String UPGRADE = "h2c";

  private final long limitNanos;
  private final Connections connections;
  private final UnreadAnswers unread;
  private final Set<Watch> watches = new HashSet<>();

  private HeadTimer(Duration limit, Connections connections, UnreadAnswers unread) {
    this.limitNanos = limit.toNanos();
    this.connections = connections;
    this.unread = unread;
  }

  static void install(
      Vertx vertx,
      HttpServer server,
      Duration limit,
      Connections connections,
      UnreadAnswers unread) {
    var timer = new HeadTimer(limit, connections, unread);
    server.connectionHandler(timer::opened);
    vertx.setPeriodic(SWEEP_MILLIS, _ -> timer.sweep());
  }

  private void opened(HttpConnection connection) {
    if (connections.begin(connection)) {
      watch(connection);
    }
  }

  /** HTTP/2 limits the size and number of frames of a head itself. */
  private void watch(HttpConnection connection) {
    var pipeline = ((ConnectionBase) connection).channel().pipeline();
    boolean http2 = pipeline.get(Http2ConnectionHandler.class) != null;
    boolean begun = pipeline.get(UPGRADE) != null;
    IdleGuard.install(pipeline);
    unread.watch(connection);
    if (http2) {
      connection.closeHandler(_ -> connections.end());
      if (begun) {
        // Asked for by an upgrade: a proxy in front would not see the requests that follow.
        var _ = connection.close();
      }
    } else {
      var watch = new Watch(connection, begun);
      watches.add(watch);
      connection.closeHandler(_ -> closed(watch));
      pipeline
          .addBefore(DECODER, null, new Bytes(watch))
          .addAfter(DECODER, null, new Messages(watch));
    }
  }

  /**
   * Nothing that was read from a connection after this is looked at any more; what was written goes
   * out at once.
   */
  static void refuseRest(HttpConnection connection) {
    var channel = ((ConnectionBase) connection).channel();
    var messages = channel.pipeline().get(Messages.class);
    if (messages != null) {
      messages.refused = true;
    }
    channel.flush();
  }

  private void closed(Watch watch) {
    watches.remove(watch);
    connections.end();
  }

  private void sweep() {
    long now = System.nanoTime();
    for (var watch : watches.toArray(Watch[]::new)) {
      if (watch.headIsUnderWay && now - watch.headBegan > limitNanos && isHttp(watch.connection)) {
        var _ = watch.connection.close();
      }
    }
  }

  /** A connection that became a tunnel has no heads any more. */
  private static boolean isHttp(HttpConnection connection) {
    return ((ConnectionBase) connection).channel().pipeline().get(DECODER) != null;
  }

  /**
   * When the head that is being received began. A new connection owes one at once; where HTTP/2 in
   * clear text was possible, it has already come.
   */
  private static final class Watch {
    private final HttpConnection connection;
    private boolean headIsUnderWay;
    private boolean messageIsUnderWay;
    private long headBegan = System.nanoTime();

    Watch(HttpConnection connection, boolean firstHeadHasCome) {
      this.connection = connection;
      this.headIsUnderWay = !firstHeadHasCome;
      this.messageIsUnderWay = firstHeadHasCome;
    }
  }

  /** Sees bytes before they are decoded. */
  private static final class Bytes extends ChannelInboundHandlerAdapter {
    private final Watch watch;

    Bytes(Watch watch) {
      this.watch = watch;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      if (!watch.headIsUnderWay && !watch.messageIsUnderWay) {
        watch.headIsUnderWay = true;
        watch.headBegan = System.nanoTime();
      }
      context.fireChannelRead(bytes);
    }
  }

  /** Sees what was decoded. */
  private static final class Messages extends ChannelInboundHandlerAdapter {
    private final Watch watch;
    private boolean refused;

    Messages(Watch watch) {
      this.watch = watch;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (refused) {
        ReferenceCountUtil.release(message);
        return;
      }
      if (message instanceof HttpRequest) {
        watch.headIsUnderWay = false;
        watch.messageIsUnderWay = true;
      }
      if (message instanceof LastHttpContent) {
        watch.messageIsUnderWay = false;
      }
      context.fireChannelRead(message);
    }
  }
}
