package dev.weft.gateway;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A client of HTTP/2 in clear text, frame by frame: it gives room for an answer only when it is
 * told to, and reads only when it is told to.
 */
final class Http2Socket implements AutoCloseable {
  static final int CANCEL = 8;

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int WINDOW_UPDATE = 8;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int ACK = 1;
  private static final int INITIAL_WINDOW = 4;

  private final Socket socket;
  private final DataInputStream in;
  private int pings;

  /** What has come on each stream. */
  final Map<Integer, Integer> received = new HashMap<>();

  final Map<Integer, Integer> resets = new HashMap<>();
  final Set<Integer> ended = new HashSet<>();

  private Http2Socket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /**
   * Connects.
   *
   * @param window room for the answer of each stream to begin with; for all there are 65,535 bytes
   */
  static Http2Socket open(int port, int window) throws IOException {
    var client = new Http2Socket(Sockets.open(port));
    client
        .socket
        .getOutputStream()
        .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    client.frame(
        SETTINGS,
        0,
        0,
        ByteBuffer.allocate(6).putShort((short) INITIAL_WINDOW).putInt(window).array());
    client.ping();
    return client;
  }

  /** The head in literals of RFC 7541. */
  void get(int stream, String path) throws IOException {
    var head = new ByteArrayOutputStream();
    head.write(0x82); // :method GET
    head.write(0x86); // :scheme http
    literal(head, 4, path);
    literal(head, 1, "x");
    frame(HEADERS, END_STREAM | END_HEADERS, stream, head.toByteArray());
  }

  private static void literal(ByteArrayOutputStream head, int index, String value) {
    head.write(index);
    head.write(value.length());
    head.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  /** Gives room; stream 0 is the connection. */
  void room(int stream, int bytes) throws IOException {
    frame(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
  }

  /** Sends a ping and reads what comes until its answer. */
  void ping() throws IOException {
    pings++;
    sendPing();
    while (read() != pings) {
      // until then
    }
  }

  /** One that nobody reads the answer of. */
  void sendPing() throws IOException {
    frame(PING, 0, 0, ByteBuffer.allocate(8).putLong(pings).array());
  }

  private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    var frame =
        ByteBuffer.allocate(9 + payload.length)
            .put((byte) (payload.length >> 16))
            .putShort((short) payload.length)
            .put((byte) type)
            .put((byte) flags)
            .putInt(stream)
            .put(payload);
    socket.getOutputStream().write(frame.array());
  }

  /** Takes one frame, and answers the number of the ping that it answers, else 0. */
  private long read() throws IOException {
    int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    var payload = ByteBuffer.wrap(in.readNBytes(length));
    switch (type) {
      case DATA -> received.merge(stream, length, Integer::sum);
      case RST_STREAM -> resets.put(stream, payload.getInt());
      case SETTINGS -> {
        if ((flags & ACK) == 0) {
          frame(SETTINGS, ACK, 0, new byte[0]);
        }
      }
      default -> {}
    }
    if ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
      ended.add(stream);
    }
    return type == PING && (flags & ACK) != 0 ? payload.getLong() : 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
