package dev.weft.node.config;

/** Tells whether a number can be a port. */
public final class PortNumber {

  private PortNumber() {}

  /**
   * Accepts 0 (a free port) to 65535.
   *
   * @throws IllegalArgumentException when the number cannot be a port
   */
  public static void check(String key, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(key + " must be between 0 and 65535, not " + port);
    }
  }
}
