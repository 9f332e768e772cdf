package dev.weft.kit.messaging.rabbitmq;

import dev.weft.kit.messaging.amqp.AmqpTls;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An authority of the tests' own, and what it has signed: one for the broker, one for a user. */
record Certificates(Path authority, AmqpTls.Identity broker, AmqpTls.Identity user) {

  static Certificates in(Path directory, String user) throws IOException {
    try {
      var authority =
          new CertificateBuilder()
              .ecp256()
              .subject("CN=authority of the test")
              .setIsCertificateAuthority(true)
              .buildSelfSigned();
      var broker =
          new CertificateBuilder()
              .ecp256()
              .subject("CN=broker")
              .addSanIpAddress("127.0.0.1")
              .buildIssuedBy(authority);
      var person = new CertificateBuilder().ecp256().subject("CN=" + user).buildIssuedBy(authority);
      return new Certificates(
          Files.writeString(directory.resolve("authority.pem"), authority.getCertificatePEM()),
          write(directory, "broker", broker),
          write(directory, "user", person));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) { // what the builder declares
      throw new IllegalStateException(e);
    }
  }

  private static AmqpTls.Identity write(Path directory, String name, X509Bundle bundle)
      throws IOException {
    return new AmqpTls.Identity(
        Files.writeString(directory.resolve(name + ".crt"), bundle.getCertificatePathPEM()),
        Files.writeString(directory.resolve(name + ".key"), bundle.getPrivateKeyPEM()));
  }
}
