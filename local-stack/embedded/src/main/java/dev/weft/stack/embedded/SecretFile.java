package dev.weft.stack.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A random password, drawn once and kept in a file that only its owner may read. */
public final class SecretFile {

  private static final int BYTES = 24;
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private SecretFile() {}

  /**
   * Makes the file if it is not there. It gets its name when it is whole: whoever is killed in
   * between leaves no empty password behind.
   */
  public static Path ensure(Path file) throws IOException {
    if (!Files.exists(file)) {
      Path unfinished = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(unfinished);
      Files.createFile(unfinished, OWNER_ONLY);
      byte[] bytes = new byte[BYTES];
      new SecureRandom().nextBytes(bytes);
      Files.writeString(unfinished, HexFormat.of().formatHex(bytes));
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }
}
