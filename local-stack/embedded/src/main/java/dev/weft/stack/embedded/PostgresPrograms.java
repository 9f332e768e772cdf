package dev.weft.stack.embedded;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs: packed on the class path, unpacked once per directory. */
final class PostgresPrograms {

  private static final long NEEDED_BYTES = 300L << 20;

  private PostgresPrograms() {}

  /** The directory with {@code bin/postgres} in it, made under {@code parent} if need be. */
  static Path in(Path parent) {
    String name = "postgres-%s-%s.txz".formatted(system(), architecture());
    URL archive = PostgresPrograms.class.getResource("/" + name);
    if (archive == null) {
      throw new EmbeddedException(
          "there are no PostgreSQL programs for this system (%s) on the class path"
              .formatted(name));
    }
    try {
      Path home = parent.resolve("programs-" + fingerprint(archive));
      if (!Files.exists(home)) {
        unpack(archive, parent, home);
      }
      return home;
    } catch (IOException e) {
      throw new EmbeddedException("cannot unpack PostgreSQL to " + parent + ": " + reason(e), e);
    }
  }

  private static void unpack(URL archive, Path parent, Path home) throws IOException {
    Directories.create(parent);
    DiskSpace.require(parent, NEEDED_BYTES);
    Path unfinished = Files.createTempDirectory(parent, "unpacking");
    try (InputStream packed = archive.openStream();
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, unfinished);
      }
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.exists(home)) { // otherwise another process was faster
        throw e;
      }
    } finally {
      Directories.delete(unfinished);
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path root)
      throws IOException {
    Path target = root.resolve(entry.getName()).normalize();
    if (!target.startsWith(root)) {
      throw new IOException("the archive names a file outside of itself: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Path directory = requireNonNullElse(target.getParent(), root);
    Files.createDirectories(directory);
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, target);
    if (directory.endsWith("bin")) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Changes with the archive, and is had without reading it. */
  private static String fingerprint(URL archive) throws IOException {
    return archive.openConnection() instanceof JarURLConnection jar
        ? "%08x".formatted(jar.getJarEntry().getCrc())
        : Long.toString(archive.openConnection().getContentLengthLong());
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : e.toString();
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "darwin" : name.replace(' ', '_');
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "amd64" -> "x86_64";
      case "aarch64" -> "arm_64";
      default -> name;
    };
  }
}
