package dev.weft.stack.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One process owns a data directory; the operating system frees the lock however that process ends.
 */
public final class DirectoryLock implements AutoCloseable {

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the directory for {@code what} ("PostgreSQL"), or says which process has it. */
  public static DirectoryLock take(Path directory, String what) {
    Path file = directory.resolve("owner.lock");
    try {
      Directories.create(directory);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new EmbeddedException(
            "%s in %s is in use by process %s".formatted(what, directory, owner(file)));
      }
      channel.truncate(0);
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
      return new DirectoryLock(channel);
    } catch (IOException e) {
      throw new EmbeddedException("cannot write to " + directory + ": " + e.getMessage(), e);
    }
  }

  /**
   * Whether another process has the directory now. Never to be asked by the owner itself: on POSIX
   * systems closing any channel to the file frees the lock.
   */
  public static boolean isTaken(Path directory) {
    Path file = directory.resolve("owner.lock");
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return tryLock(channel) == null;
    } catch (IOException _) {
      return true; // another user's: only whoever runs there can say
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this JVM holds it through another channel
    }
  }

  private static String owner(Path file) throws IOException {
    String pid = Files.readString(file);
    return pid.isBlank() ? "(unknown)" : pid;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new EmbeddedException("cannot free the lock: " + e.getMessage(), e);
    }
  }
}
