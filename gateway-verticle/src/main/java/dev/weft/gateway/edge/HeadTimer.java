package dev.weft.gateway.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
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

  private final long limitNanos;
  private final Set<Watch> watches = new HashSet<>();

  private HeadTimer(Duration limit) {
    this.limitNanos = limit.toNanos();
  }

  static void install(Vertx vertx, HttpServer server, Duration limit) {
    var timer = new HeadTimer(limit);
    server.connectionHandler(timer::watch);
    vertx.setPeriodic(SWEEP_MILLIS, _ -> timer.sweep());
  }

  private void watch(HttpConnection connection) {
    var pipeline = ((ConnectionBase) connection).channel().pipeline();
    if (pipeline.get(DECODER) != null) {
      var watch = new Watch(connection);
      watches.add(watch);
      connection.closeHandler(_ -> watches.remove(watch));
      pipeline
          .addBefore(DECODER, null, new Bytes(watch))
          .addAfter(DECODER, null, new Messages(watch));
    }
  }

  private void sweep() {
    long now = System.nanoTime();
    for (var watch : watches.toArray(Watch[]::new)) {
      if (watch.headIsUnderWay && now - watch.headBegan > limitNanos) {
        var _ = watch.connection.close();
      }
    }
  }

  /** When the head that is being received began. A new connection owes one at once. */
  private static final class Watch {
    private final HttpConnection connection;
    private boolean headIsUnderWay = true;
    private boolean messageIsUnderWay;
    private long headBegan = System.nanoTime();

    Watch(HttpConnection connection) {
      this.connection = connection;
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

    Messages(Watch watch) {
      this.watch = watch;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
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
