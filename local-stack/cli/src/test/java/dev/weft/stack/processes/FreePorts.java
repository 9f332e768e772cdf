package dev.weft.stack.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports that nothing listens on, each handed out once. They lie below the ports that Linux gives to
 * outgoing connections: between the moment a port is found free and the moment a process listens on
 * it, a connection of another process cannot take it.
 */
final class FreePorts {
  private static final int FIRST = 12_000;
  private static final int END = 32_000;
  private static final AtomicInteger STEPS =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(END - FIRST));

  private FreePorts() {}

  static int next() {
    while (true) {
      int port = FIRST + STEPS.getAndIncrement() % (END - FIRST);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // The next one, then.
      }
    }
  }
}
