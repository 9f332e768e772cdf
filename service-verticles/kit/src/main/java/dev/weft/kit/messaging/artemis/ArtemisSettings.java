package dev.weft.kit.messaging.artemis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is and how long to wait for it.
 *
 * @param user null: anonymous
 * @param heartbeat how often an idle connection says that it is alive; a silent peer is given up
 *     after twice that
 * @param sendTimeout after which a message without an answer counts as lost
 * @param reconnectLeast pause after the first failure, doubled with each further one
 */
public record ArtemisSettings(
    String host,
    int port,
    @Nullable String user,
    @Nullable String password,
    Duration connectTimeout,
    Duration heartbeat,
    Duration sendTimeout,
    Duration reconnectLeast,
    Duration reconnectMost) {

  /** The usual times. */
  public static ArtemisSettings of(
      String host, int port, @Nullable String user, @Nullable String password) {
    return new ArtemisSettings(
        host,
        port,
        user,
        password,
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(5));
  }

  /** The same with another send time-out. */
  public ArtemisSettings withSendTimeout(Duration timeout) {
    return new ArtemisSettings(
        host,
        port,
        user,
        password,
        connectTimeout,
        heartbeat,
        timeout,
        reconnectLeast,
        reconnectMost);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
