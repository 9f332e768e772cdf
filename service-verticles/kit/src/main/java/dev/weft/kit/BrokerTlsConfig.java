package dev.weft.kit;

import dev.weft.kit.messaging.amqp.AmqpTls;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * TLS to the broker, key {@code broker.tls}; all files are PEM.
 *
 * @param authorities who may have signed the broker's certificate; without it: whom Java trusts
 * @param certificate what the service shows; without a user it is what it logs in by (SASL
 *     EXTERNAL)
 */
public record BrokerTlsConfig(
    @Nullable Path authorities, @Nullable Path certificate, @Nullable Path key) {

  public BrokerTlsConfig {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException("certificate and key go together");
    }
  }

  AmqpTls settings() {
    var identity =
        certificate == null || key == null ? null : new AmqpTls.Identity(certificate, key);
    return new AmqpTls(authorities, identity);
  }
}
