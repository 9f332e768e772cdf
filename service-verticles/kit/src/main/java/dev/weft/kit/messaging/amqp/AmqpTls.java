package dev.weft.kit.messaging.amqp;

import io.vertx.amqp.AmqpClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * TLS to the broker, whose certificate must be for the name that it is called by. All files are
 * PEM.
 *
 * @param authorities who may have signed the broker's certificate; null: whom Java trusts
 * @param identity what this side shows; null: nothing
 */
public record AmqpTls(@Nullable Path authorities, @Nullable Identity identity) {

  private static final Set<String> VERSIONS = Set.of("TLSv1.3", "TLSv1.2");

  /** A certificate with its key. */
  public record Identity(Path certificate, Path key) {}

  void applyTo(AmqpClientOptions options) {
    options
        .setSsl(true)
        .setHostnameVerificationAlgorithm("HTTPS")
        .setEnabledSecureTransportProtocols(VERSIONS);
    if (authorities != null) {
      options.setTrustOptions(new PemTrustOptions().addCertPath(authorities.toString()));
    }
    if (identity != null) {
      options.setKeyCertOptions(
          new PemKeyCertOptions()
              .addCertPath(identity.certificate().toString())
              .addKeyPath(identity.key().toString()));
    }
  }
}
