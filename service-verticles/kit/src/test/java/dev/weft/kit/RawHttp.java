package dev.weft.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** HTTP as bytes, for requests that a decent client does not send. */
final class RawHttp {

  private RawHttp() {}

  static String get(TestHost host, String uri) throws IOException {
    return send(
        host,
        "GET "
            + uri
            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nweft-call-token: "
            + host.token()
            + "\r\n\r\n");
  }

  /** Sends bytes and reads until the server closes. */
  static String send(TestHost host, String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), host.handle().httpPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
