package dev.weft.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The contents of the files for TLS at one time. */
record TlsFiles(
    Buffer certificate,
    Buffer key,
    @Nullable Buffer authorities,
    HttpConfig.ClientCertificate wanted) {
  private static final Set<String> VERSIONS = Set.of("TLSv1.3", "TLSv1.2");

  /**
   * Reads them.
   *
   * @throws UncheckedIOException when that fails
   */
  static TlsFiles read(HttpConfig.TlsConfig config) {
    var authorities = config.clientAuthorities();
    return new TlsFiles(
        bytes(config.certificate()),
        bytes(config.key()),
        authorities == null ? null : bytes(authorities),
        config.clientCertificate());
  }

  private static Buffer bytes(Path file) {
    try {
      return Buffer.buffer(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void applyTo(HttpServerOptions options) {
    options
        .setSsl(true)
        .setKeyCertOptions(pair())
        .setEnabledSecureTransportProtocols(VERSIONS)
        .setClientAuth(clientAuth());
    if (authorities != null) {
      options.setTrustOptions(new PemTrustOptions().addCertValue(authorities));
    }
  }

  ServerSSLOptions options() {
    var options = new ServerSSLOptions();
    options.setKeyCertOptions(pair()).setEnabledSecureTransportProtocols(VERSIONS);
    options.setClientAuth(clientAuth());
    if (authorities != null) {
      options.setTrustOptions(new PemTrustOptions().addCertValue(authorities));
    }
    return options;
  }

  private PemKeyCertOptions pair() {
    return new PemKeyCertOptions().addCertValue(certificate).addKeyValue(key);
  }

  private ClientAuth clientAuth() {
    return switch (wanted) {
      case NONE -> ClientAuth.NONE;
      case OPTIONAL -> ClientAuth.REQUEST;
      case REQUIRED -> ClientAuth.REQUIRED;
    };
  }
}
