package dev.weft.kit.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What makes a request the same request: method, path, query and body (SHA-256). */
final class Fingerprint {

  private Fingerprint() {}

  static byte[] of(RequestHead head, Buffer body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var line = head.method().name() + " " + head.uri() + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
      return digest.digest(body.getBytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
