package dev.weft.kit;

import dev.weft.node.config.ByteSize;
import dev.weft.node.config.Default;
import dev.weft.node.config.PortNumber;
import org.jspecify.annotations.Nullable;

/**
 * Where the service is called, key {@code http}.
 *
 * @param port 0 for a free one
 * @param advertise the host name under which the gateway finds it, if it is not {@code host}
 * @param bodyLimit most bytes of a request's body
 */
public record HttpConfig(
    @Default("127.0.0.1") String host,
    int port,
    @Nullable String advertise,
    @Default("1MB") ByteSize bodyLimit) {

  public HttpConfig {
    PortNumber.check("port", port);
    if (bodyLimit.bytes() < 1 || bodyLimit.bytes() > 1 << 30) {
      throw new IllegalArgumentException("body-limit must be from 1B to 1GB");
    }
  }

  /** On a free port of the loopback interface. */
  public static HttpConfig anyPort() {
    return new HttpConfig("127.0.0.1", 0, null, new ByteSize(1 << 20));
  }

  String advertised() {
    return advertise == null ? host : advertise;
  }
}
