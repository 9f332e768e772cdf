package dev.weft.gateway.edge;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.timeout.IdleStateEvent;

/**
 * Keeps the idle time-out off a connection whose client has sent its request and waits for the
 * answer: how long that may take is for the route's deadline to say. The time-out holds again when
 * there is something for the client to do: to send the rest of a request, to read, to ask.
 */
final class IdleGuard extends ChannelDuplexHandler {
  private static final String IDLE = "idle";

  /** Requests that came whole and are not answered whole; an early answer is ahead of its own. */
  private int owed;

  private boolean answering;

  private IdleGuard() {}

  static void install(ChannelPipeline pipeline) {
    if (pipeline.get(IDLE) != null) {
      pipeline.addAfter(IDLE, null, new IdleGuard());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof LastHttpContent) {
      owed++;
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response && isFinal(response.status())) {
      answering = true;
    }
    if (message instanceof LastHttpContent && answering) {
      answering = false;
      owed--;
    }
    var _ = context.write(message, promise);
  }

  private static boolean isFinal(HttpResponseStatus status) {
    return status.codeClass() != HttpStatusClass.INFORMATIONAL
        || status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (!(event instanceof IdleStateEvent) || !isWaitedFor(context)) {
      context.fireUserEventTriggered(event);
    }
  }

  private boolean isWaitedFor(ChannelHandlerContext context) {
    var unsent = context.channel().unsafe().outboundBuffer();
    if (unsent == null || unsent.totalPendingWriteBytes() > 0) {
      return false;
    }
    var http2 = context.pipeline().get(Http2ConnectionHandler.class);
    return http2 == null ? owed > 0 && !answering : isWaitedFor(http2);
  }

  private static boolean isWaitedFor(Http2ConnectionHandler http2) {
    try {
      return http2.connection().forEachActiveStream(stream -> !isWaitedFor(stream)) != null;
    } catch (Http2Exception e) {
      throw new IllegalStateException("looking at a stream does not fail", e);
    }
  }

  private static boolean isWaitedFor(Http2Stream stream) {
    return stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE && !stream.isHeadersSent();
  }
}
