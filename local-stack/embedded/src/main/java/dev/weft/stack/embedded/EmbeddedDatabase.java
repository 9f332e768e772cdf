package dev.weft.stack.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of one's own on loopback. It keeps its data directory over restarts, also
 * after its owner was killed, and runs as root and as a normal user.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

  private final DirectoryLock lock;
  private final PostgresServer server;
  private final int port;
  private final DatabaseRoles roles;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedDatabase(DirectoryLock lock, PostgresServer server, int port, String password) {
    this.lock = lock;
    this.server = server;
    this.port = port;
    this.roles = new DatabaseRoles(port, password);
  }

  /**
   * Starts the server on the data in {@code dataDir}; the first start makes the cluster there.
   *
   * @param port the port on 127.0.0.1, 0 for a free one
   * @throws EmbeddedException when it cannot start: port taken, disk full, directory in use
   */
  public static EmbeddedDatabase start(Path dataDir, int port) {
    return start(dataDir, port, dataDir.toAbsolutePath().normalize(), true);
  }

  static EmbeddedDatabase start(Path dataDir, int port, Path programsParent, boolean durable) {
    PostgresFiles files = new PostgresFiles(dataDir.toAbsolutePath().normalize());
    long begin = System.nanoTime();
    DirectoryLock lock = DirectoryLock.take(files.home(), "PostgreSQL");
    try {
      PostgresServer server = new PostgresServer(files, PostgresPrograms.in(programsParent));
      int actualPort = server.start(port, durable);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      LOG.info("PostgreSQL is up on port {} after {} ms", actualPort, millis);
      String password = Files.readString(files.password());
      return new EmbeddedDatabase(lock, server, actualPort, password);
    } catch (IOException e) {
      lock.close();
      throw new EmbeddedException("cannot write to " + dataDir + ": " + e.getMessage(), e);
    } catch (EmbeddedException e) {
      lock.close();
      throw e;
    }
  }

  /** Stops a server whose owner was killed, if there is one. */
  public static void stopLeftOver(Path dataDir) {
    stopLeftOver(dataDir, dataDir);
  }

  static void stopLeftOver(Path dataDir, Path programsParent) {
    PostgresFiles files = new PostgresFiles(dataDir.toAbsolutePath().normalize());
    if (!Files.exists(files.pid())) {
      return;
    }
    try (DirectoryLock _ = DirectoryLock.take(files.home(), "PostgreSQL")) {
      new PostgresServer(files, PostgresPrograms.in(programsParent)).removeLeftOver();
    } catch (IOException e) {
      throw new EmbeddedException("cannot write to " + dataDir + ": " + e.getMessage(), e);
    }
  }

  public int port() {
    return port;
  }

  /** PostgreSQL's own, such as 18.1. */
  public String version() {
    return roles.serverVersion();
  }

  /**
   * Makes a log-in role and a database of its own, both called {@code name}, if they are not there
   * yet, and sets the role's password. The role can enter no other database.
   */
  public void createDatabase(String name, String password) {
    roles.create(name, password);
  }

  /** Removes a database and its role with everything in it; no matter if it is not there. */
  public void dropDatabase(String name) {
    roles.drop(name);
  }

  /** Stops the server: sessions are ended, everything committed is on disk. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      server.stop();
      lock.close();
    }
  }

  /** {@code --data <dir> [--port <n>] [--database <name>=<password>]...}: runs until SIGTERM. */
  public static void main(String[] args) {
    EmbeddedMain.database(args);
  }
}
