package dev.weft.gateway;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Certificates that live as long as a test. */
record Tls(Path certificate, Path key) {
  static Tls in(Path directory) {
    return new Tls(directory.resolve("tls.crt"), directory.resolve("tls.key"));
  }

  /** Writes a new self-signed pair over the one that is there. */
  X509Bundle write(String name) throws IOException {
    var made = make(name);
    Files.writeString(certificate, made.getCertificatePathPEM());
    Files.writeString(key, made.getPrivateKeyPEM());
    return made;
  }

  static X509Bundle make(String name) {
    try {
      return new CertificateBuilder()
          .ecp256()
          .subject("CN=" + name)
          .addSanDnsName("localhost")
          .addSanIpAddress("127.0.0.1")
          .setIsCertificateAuthority(true)
          .buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the gateway's file says under http. */
  String config(String more) {
    return ", tls: { certificate: \"%s\", key: \"%s\", reload: 20ms%s }"
        .formatted(certificate, key, more);
  }
}
