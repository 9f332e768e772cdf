package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weft.node.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients show who they are with a key that they were given. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ApiKeyTest {
  private static final String ROUTES =
      """
      GET /known: { auth: required, calls: { a: { service: s, get: /a } } }
      GET /writers: { scopes: [write], calls: { a: { service: s, get: /a } } }
      GET /p/**: { auth: required, pass: { service: s } }
      """;

  @TempDir private Path directory = Path.of("");

  private static String hash(String key) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("keys.yaml"), text);
  }

  private static TestGateway gateway(TestService service, Path file) {
    return TestGateway.files()
        .service("s", service)
        .config(
            "edge: { auth: { api-keys: { file: \"%s\", header: X-Key, reload: 20ms } } }\n"
                .formatted(file))
        .routes(ROUTES)
        .start();
  }

  @Test
  void aKeyLetsItsClientInWithItsScopes() throws IOException {
    var file =
        write(
            """
            keys:
              - { client: shop, sha256: "%s", scopes: [write] }
              - { client: reader, sha256: "%s" }
            """
                .formatted(hash("shop-key"), hash("reader-key")));
    try (var service = TestService.json("1");
        var gateway = gateway(service, file)) {
      assertThat(gateway.get("/known", "x-key", "shop-key").statusCode()).isEqualTo(200);
      assertThat(gateway.get("/writers", "x-key", "shop-key").statusCode()).isEqualTo(200);
      assertThat(gateway.get("/writers", "x-key", "reader-key").statusCode()).isEqualTo(403);
      assertThat(gateway.get("/known", "x-key", "wrong").statusCode()).isEqualTo(401);
      assertThat(gateway.get("/known", "x-key", hash("shop-key")).statusCode()).isEqualTo(401);
      var nobody = gateway.get("/known");
      assertThat(nobody.statusCode()).isEqualTo(401);
      assertThat(nobody.headers().firstValue("www-authenticate").orElse("")).contains("X-Key");
      gateway.get("/p/1", "x-key", "shop-key");
      assertThat(service.received.getLast().header("x-key")).isEmpty();
    }
  }

  @Test
  void keysChangeWhileTheGatewayRuns() throws IOException {
    var file = write("keys: [{ client: old, sha256: \"" + hash("old") + "\" }]\n");
    try (var service = TestService.json("1");
        var gateway = gateway(service, file)) {
      assertThat(gateway.get("/known", "x-key", "old").statusCode()).isEqualTo(200);
      write("keys: [{ client: new, sha256: \"" + hash("new") + "\" }]\n");
      await().until(() -> gateway.get("/known", "x-key", "new").statusCode() == 200);
      assertThat(gateway.get("/known", "x-key", "old").statusCode()).isEqualTo(401);
      write("keys: nonsense\n");
      await().until(() -> gateway.gauge("weft.gateway.api.key.mistakes") > 0);
      assertThat(gateway.get("/known", "x-key", "new").statusCode()).isEqualTo(200);
      write("keys: [{ client: new, sha256: \"" + hash("newer") + "\" }]\n");
      await().until(() -> gateway.get("/known", "x-key", "newer").statusCode() == 200);
      assertThat(gateway.gauge("weft.gateway.api.key.mistakes")).isZero();
    }
  }

  @Test
  void aMistakeInTheFileIsToldWithItsPlace() throws IOException {
    var file = write("keys:\n  - { client: shop, sha256: secret }\n");
    try (var service = TestService.json("1")) {
      assertThatThrownBy(() -> gateway(service, file))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("keys.yaml:2:")
          .hasMessageContaining("64 hexadecimal digits")
          .hasMessageNotContaining("secret\"");
    }
  }
}
