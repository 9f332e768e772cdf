package dev.weft.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** What no well-behaved client can send. */
final class Sockets {
  private Sockets() {}

  /** Sends bytes and reads until the other side closes. */
  static String exchange(int port, String request) throws IOException {
    try (var socket = open(port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Waits until the gateway has closed a connection whose next head does not come to its end: the
   * limit on heads has then passed for every connection that stood longer.
   */
  static void awaitHeadLimit(int port) throws IOException {
    try (var socket = open(port)) {
      var request = "GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var in = socket.getInputStream();
      var answer = in.read();
      socket.getOutputStream().write('G');
      while (answer >= 0) {
        answer = in.read();
      }
    }
  }

  /** Looks for a while whether a connection on which nothing comes is closed. */
  static boolean isOpen(Socket socket, int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException _) {
      return true;
    }
  }

  static Socket open(int port) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    return socket;
  }
}
