package dev.weft.stack.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One PostgreSQL server for all tests of a JVM: started with the first database asked for, stopped
 * and deleted at exit. It does not wait for the disk (no fsync), which a test has no use for.
 */
public final class SharedDatabase {

  private static final String PREFIX = "weft-test-postgres-";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private SharedDatabase() {}

  /** A new database whose name begins with {@code prefix}, with a role of the same name. */
  public static FreshDatabase fresh(String prefix) {
    String name = prefix.toLowerCase(Locale.ROOT) + "_" + COUNT.incrementAndGet();
    String password = "secret-of-" + name;
    Server.RUNNING.createDatabase(name, password);
    return new FreshDatabase(Ports.LOOPBACK, Server.RUNNING.port(), name, name, password);
  }

  /** Lazily initialised holder. */
  private static final class Server {

    static final EmbeddedDatabase RUNNING = start();

    private static EmbeddedDatabase start() {
      Path home =
          Path.of(System.getProperty("java.io.tmpdir"), PREFIX + System.getProperty("user.name"));
      try {
        Directories.create(home);
        removeThoseOfDeadTests(home);
        Path directory = home.resolve(Long.toString(ProcessHandle.current().pid()));
        EmbeddedDatabase database = EmbeddedDatabase.start(directory, 0, home, false);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(database, directory)));
        return database;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void end(EmbeddedDatabase database, Path directory) {
      database.close();
      try {
        Directories.delete(directory);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void removeThoseOfDeadTests(Path home) throws IOException {
      try (Stream<Path> entries = Files.list(home)) {
        List<Path> dead = entries.filter(Server::belongsToNobody).toList();
        for (Path directory : dead) {
          EmbeddedDatabase.stopLeftOver(directory, home);
          Directories.delete(directory);
        }
      }
    }

    private static boolean belongsToNobody(Path directory) {
      String name = directory.getFileName().toString();
      return name.matches("\\d+") && ProcessHandle.of(Long.parseLong(name)).isEmpty();
    }
  }
}
