package dev.weft.node.call;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The files of a key pair for call tokens.
 *
 * @param privateJwk what the gateway signs with; readable by its owner alone
 * @param publicJwks what services verify with
 */
public record CallTokenKeys(Path privateJwk, Path publicJwks) {

  /** Writes a new key pair to {@code gateway.jwk} and {@code gateway.jwks} in a directory. */
  public static CallTokenKeys generate(Path directory) throws IOException {
    var files = in(directory);
    var key = newKey();
    Files.createDirectories(directory);
    write(files.privateJwk, key.toJSONString(), "rw-------");
    write(files.publicJwks, new JWKSet(key).toString(true), "rw-r--r--");
    return files;
  }

  /** The key pair in a directory; a new one when it is not there yet. */
  public static CallTokenKeys ensure(Path directory) throws IOException {
    var files = in(directory);
    return Files.exists(files.privateJwk) && Files.exists(files.publicJwks)
        ? files
        : generate(directory);
  }

  private static CallTokenKeys in(Path directory) {
    return new CallTokenKeys(directory.resolve("gateway.jwk"), directory.resolve("gateway.jwks"));
  }

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES256)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java runtime cannot make P-256 keys", e);
    }
  }

  private static void write(Path file, String text, String permissions) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, mode);
    Files.writeString(fresh, text + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
