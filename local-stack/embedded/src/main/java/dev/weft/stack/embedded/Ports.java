package dev.weft.stack.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports on loopback. */
final class Ports {

  static final String LOOPBACK = "127.0.0.1";

  private Ports() {}

  /** The port itself when it is free, any free one for 0. */
  static int claim(int port, String what) {
    try (ServerSocket socket = new ServerSocket()) {
      // A port whose last connections are still closing is free for a server.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw taken(port, what, e);
    }
  }

  static EmbeddedException taken(int port, String what, Throwable cause) {
    return new EmbeddedException(
        "port %d is taken: %s cannot listen on %s:%d".formatted(port, what, LOOPBACK, port), cause);
  }
}
