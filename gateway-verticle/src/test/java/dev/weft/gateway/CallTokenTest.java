package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.node.call.CallTokenKeys;
import dev.weft.node.call.CallTokenVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Services know the gateway by its token, those that want none get none. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class CallTokenTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void everyServiceGetsATokenMadeForIt() throws IOException {
    CallTokenKeys.generate(directory);
    var verifier = CallTokenVerifier.fromJwks(directory.resolve("gateway.jwks"));
    try (var service = TestService.json("1");
        var gateway =
            TestGateway.files()
                .service("s", service)
                .serviceFile(
                    "plain",
                    "call-token: false\ninstances: [{ address: \"" + service.address() + "\" }]\n")
                .config("call-token: { key: \"" + directory.resolve("gateway.jwk") + "\" }\n")
                .routes(
                    """
                    GET /s: { calls: { a: { service: s, get: /composed } } }
                    GET /plain: { calls: { a: { service: plain, get: /plain } } }
                    GET /pass: { pass: { service: s, to: /pass } }
                    """)
                .start()) {
      gateway.get("/s", "weft-call-token", "forged");
      gateway.get("/plain", "weft-call-token", "forged");
      gateway.get("/pass", "weft-call-token", "forged");
      assertThat(service.received).hasSize(3);
      assertThat(verifier.reject(service.received.get(0).header("weft-call-token"), "s")).isEmpty();
      assertThat(verifier.reject(service.received.get(0).header("weft-call-token"), "other"))
          .isPresent();
      assertThat(service.received.get(1).header("weft-call-token")).isEmpty();
      assertThat(verifier.reject(service.received.get(2).header("weft-call-token"), "s")).isEmpty();
    }
  }
}
