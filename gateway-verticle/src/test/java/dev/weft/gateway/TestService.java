package dev.weft.gateway;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A service on a real socket that answers as a test wants, however badly. */
final class TestService implements AutoCloseable {
  private final ServerSocket server;
  private final Behaviour behaviour;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  final List<Received> received = new CopyOnWriteArrayList<>();
  final AtomicInteger open = new AtomicInteger();

  /** What the service does with a request. */
  @FunctionalInterface
  interface Behaviour {
    void answer(Received request, Reply reply) throws IOException, InterruptedException;
  }

  /** A request as it came in. */
  record Received(String method, String uri, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private TestService(int port, Behaviour behaviour) throws IOException {
    this.server = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
    this.behaviour = behaviour;
    Thread.ofVirtual().start(this::accept);
  }

  static TestService answering(Behaviour behaviour) {
    return on(0, behaviour);
  }

  static TestService on(int port, Behaviour behaviour) {
    try {
      return new TestService(port, behaviour);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Always the same good answer. */
  static TestService json(String body) {
    return answering((_, reply) -> reply.json(200, body));
  }

  /** An address where nobody listens. */
  static String nobody() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        sockets.add(socket);
        open.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      for (var request = read(in); request != null; request = read(in)) {
        received.add(request);
        behaviour.answer(request, new Reply(socket, closed));
        if (socket.isClosed()) {
          return;
        }
      }
    } catch (IOException | InterruptedException _) {
      // the other side has gone
    } finally {
      open.decrementAndGet();
    }
  }

  private static @org.jspecify.annotations.Nullable Received read(InputStream in)
      throws IOException {
    var first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    var words = first.split(" ", -1);
    return new Received(words[0], words[1], headers, body(in, headers));
  }

  private static String body(InputStream in, Map<String, String> headers) throws IOException {
    var out = new StringBuilder();
    if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      for (int size = chunk(in); size > 0; size = chunk(in)) {
        out.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
        line(in);
      }
      line(in);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return out.append(new String(in.readNBytes(length), StandardCharsets.UTF_8)).toString();
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(InputStream in) throws IOException {
    var out = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        out.append((char) b);
      }
    }
    return out.toString();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
      for (var socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Breaks all connections at once, as a process does that is killed. */
  void resetAll() throws IOException {
    for (var socket : sockets) {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  /** One answer. */
  record Reply(Socket socket, CountDownLatch closed) {
    void json(int status, String body) throws IOException {
      body(status, "application/json", body);
    }

    void body(int status, String type, String body, String... headers) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      var head = new StringBuilder("HTTP/1.1 " + status + " Any\r\ncontent-type: " + type + "\r\n");
      for (var header : headers) {
        head.append(header).append("\r\n");
      }
      raw(head + "content-length: " + bytes.length + "\r\n\r\n" + body);
    }

    void raw(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    void close() throws IOException {
      socket.close();
    }

    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Says nothing until the service is closed, or the caller gives up. */
    void hang() throws IOException, InterruptedException {
      socket.setSoTimeout(0);
      if (socket.getInputStream().read() < 0) {
        socket.close();
      }
    }
  }
}
