package dev.weft.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.BooleanSupplier;

/** Whether a process listens on a port of this machine. */
record Listening(int port) implements BooleanSupplier {
  @Override
  public boolean getAsBoolean() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
