package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Memory that an answer took is given back, however the answer ended. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class MemoryTest {
  private static final String ROUTES = "GET /a: { calls: { a: { service: s, get: /a } } }\n";

  /** Pieces of pooled memory outside the heap that are in use. */
  static long inUse() {
    return PooledByteBufAllocator.DEFAULT.metric().directArenas().stream()
        .mapToLong(PoolArenaMetric::numActiveAllocations)
        .sum();
  }

  @Test
  void answersHoldNoMemoryOnceTheyAreWritten() {
    try (var service = TestService.json("\"" + "x".repeat(50_000) + "\"");
        var gateway = TestGateway.files().service("s", service).routes(ROUTES).start()) {
      assertThat(gateway.get("/a").statusCode()).isEqualTo(200);
      long before = inUse();
      for (int i = 0; i < 500; i++) {
        assertThat(gateway.get("/a").statusCode()).isEqualTo(200);
      }
      await().untilAsserted(() -> assertThat(inUse()).isLessThan(before + 50));
    }
  }

  @Test
  void answersHoldNoMemoryWhenTheClientHasGone() throws IOException {
    try (var service = TestService.json("\"" + "x".repeat(4_000_000) + "\"");
        var gateway = TestGateway.files().service("s", service).routes(ROUTES).start()) {
      assertThat(gateway.get("/a").statusCode()).isEqualTo(200);
      long before = inUse();
      for (int i = 0; i < 100; i++) {
        try (var socket = Sockets.open(gateway.port())) {
          socket
              .getOutputStream()
              .write("GET /a HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
      }
      await().untilAsserted(() -> assertThat(inUse()).isLessThan(before + 20));
    }
  }
}
