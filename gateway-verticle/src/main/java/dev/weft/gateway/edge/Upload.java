package dev.weft.gateway.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.Pipe;

/** The body of a request on its way to a service. For one event loop. */
final class Upload {
  private final HttpClientRequest out;
  private final Pipe<Buffer> pipe;
  private boolean over;

  private Upload(HttpClientRequest out, Pipe<Buffer> pipe) {
    this.out = out;
    this.pipe = pipe;
  }

  /**
   * Hands a body on as it comes.
   *
   * @param ended told when the service has all of it
   */
  static Upload start(HttpServerRequest in, HttpClientRequest out, Runnable ended) {
    if (!out.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      out.setChunked(true);
    }
    var upload = new Upload(out, in.pipe().endOnFailure(false));
    // When this fails, the answer fails too, or the client has gone: both are told elsewhere.
    upload.pipe.to(out).onSuccess(_ -> upload.ended(ended));
    return upload;
  }

  private void ended(Runnable told) {
    over = true;
    told.run();
  }

  /** An answer before the end of its request: nobody can use the connection for another. */
  void leave() {
    if (!over) {
      stop();
      var _ = out.connection().close();
    }
  }

  /** Hands on no more. */
  void stop() {
    if (!over) {
      over = true;
      pipe.close();
    }
  }
}
