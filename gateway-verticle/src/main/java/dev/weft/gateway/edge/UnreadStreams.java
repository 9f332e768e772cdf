package dev.weft.gateway.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * Which answers of an HTTP/2 connection have no room left to send in, and since when. Room is given
 * by WINDOW_UPDATE frames, for a stream or for all: a client that reads sends them. For one event
 * loop.
 */
final class UnreadStreams extends Http2FrameListenerDecorator {
  private static final int CONNECTION = 0;

  private final Http2ConnectionHandler http2;
  private final ChannelHandlerContext context;
  private Map<Integer, Long> waiting = new HashMap<>();
  private boolean connectionGotRoom;

  private UnreadStreams(
      Http2FrameListener listener, Http2ConnectionHandler http2, ChannelHandlerContext context) {
    super(listener);
    this.http2 = http2;
    this.context = context;
  }

  static UnreadStreams install(ChannelPipeline pipeline, Http2ConnectionHandler http2) {
    var decoder = http2.decoder();
    var streams = new UnreadStreams(decoder.frameListener(), http2, pipeline.context(http2));
    decoder.frameListener(streams);
    return streams;
  }

  @Override
  public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment)
      throws Http2Exception {
    if (streamId == CONNECTION) {
      connectionGotRoom = true;
    } else {
      waiting.remove(streamId);
    }
    super.onWindowUpdateRead(ctx, streamId, increment);
  }

  /** Resets the streams that have had no room since then, and says how many they were. */
  int resetUnreadSince(long nanos) {
    look();
    var unread = new ArrayList<Integer>();
    waiting.forEach(
        (stream, since) -> {
          if (since - nanos < 0) {
            unread.add(stream);
          }
        });
    // Vert.x resets no stream that it has written whole, so it is not asked.
    for (int stream : unread) {
      var _ = http2.resetStream(context, stream, Http2Error.CANCEL.code(), context.newPromise());
    }
    if (!unread.isEmpty()) {
      context.flush();
    }
    return unread.size();
  }

  private void look() {
    var still = new HashMap<Integer, Long>();
    long now = System.nanoTime();
    boolean noneHasRoom = hasNoRoom(http2.connection().connectionStream());
    try {
      http2
          .connection()
          .forEachActiveStream(
              stream -> {
                boolean noRoom = hasNoRoom(stream);
                if (isAnswering(stream) && (noRoom || noneHasRoom)) {
                  boolean hadRoom = connectionGotRoom && !noRoom;
                  still.put(stream.id(), hadRoom ? now : waiting.getOrDefault(stream.id(), now));
                }
                return true;
              });
    } catch (Http2Exception e) {
      throw new IllegalStateException("looking at a stream does not fail", e);
    }
    waiting = still;
    connectionGotRoom = false;
  }

  private static boolean isAnswering(Http2Stream stream) {
    return stream.isHeadersSent() && stream.state().localSideOpen() && !stream.isResetSent();
  }

  /** Whether anything waits for room is not asked: Vert.x keeps that to itself. */
  private boolean hasNoRoom(Http2Stream stream) {
    return http2.encoder().flowController().windowSize(stream) <= 0;
  }
}
