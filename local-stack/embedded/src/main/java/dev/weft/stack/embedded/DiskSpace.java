package dev.weft.stack.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Room on the disk, asked for before it is used: a half-written cluster helps nobody. */
public final class DiskSpace {

  private DiskSpace() {}

  /** Fails with one sentence when the disk that holds the directory has fewer bytes free. */
  public static void require(Path directory, long bytes) {
    Path existing = existing(directory.toAbsolutePath());
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      if (free < bytes) {
        throw new EmbeddedException(
            "the disk is full: %s has %d MB free, %d MB are needed"
                .formatted(directory, free >> 20, bytes >> 20));
      }
    } catch (IOException e) {
      throw new EmbeddedException("cannot read the free space of " + existing, e);
    }
  }

  private static Path existing(Path path) {
    Path parent = path.getParent();
    return parent == null || Files.exists(path) ? path : existing(parent);
  }
}
