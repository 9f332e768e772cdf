package dev.weft.stack.embedded;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EmbeddedDatabaseTest {

  private Path data = Path.of("unset");

  @BeforeEach
  void makeDirectory() throws IOException {
    data = Files.createTempDirectory("weft embedded ");
  }

  @AfterEach
  void deleteDirectory() throws IOException {
    EmbeddedDatabase.stopLeftOver(data);
    Directories.delete(data);
  }

  @Test
  void dataAndRolesOutliveARestart() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      database.createDatabase("orders", "it's secret");
      sql(database).run("CREATE TABLE kept AS SELECT 42 AS n");
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      assertThat(sql(database).value("SELECT n FROM kept")).isEqualTo("42");
      assertThat(sql(database).value("SHOW fsync")).isEqualTo("on");
      assertThat(database.version()).startsWith("18.");
    }
  }

  @Test
  void aRoleEntersItsOwnDatabaseOnlyAndWithItsPasswordOnly() {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      database.createDatabase("orders", "it's secret");
      database.createDatabase("stock", "another");

      assertThatThrownBy(() -> sql(database).enter("stock"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("pg_hba.conf");
      assertThatThrownBy(() -> sql(database).enter("postgres"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("pg_hba.conf");
      assertThatThrownBy(() -> new Sql(database.port(), "orders", "another").enter("orders"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void creatingADatabaseAgainKeepsItAndSetsThePassword() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      database.createDatabase("orders", "first");
      new Sql(database.port(), "orders", "first").run("CREATE TABLE kept AS SELECT 1 AS n");

      database.createDatabase("orders", "second");

      Sql second = new Sql(database.port(), "orders", "second");
      assertThat(second.value("SELECT n FROM kept")).isEqualTo("1");
    }
  }

  @Test
  void namesThatCouldBeSqlAreRefused() {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      assertThatThrownBy(() -> database.createDatabase("x\"; DROP", "p"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> database.createDatabase("postgres", "p"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anOwnerThatWasKilledLeavesNothingThatStopsTheNext() throws Exception {
    int port;
    try (ChildJvm owner =
        ChildJvm.start(
            EmbeddedDatabase.class,
            "--data",
            data.toString(),
            "--database",
            "orders=it's secret")) {
      port = owner.awaitReady();
      new Sql(port, "orders", "it's secret").run("CREATE TABLE kept AS SELECT 7 AS n");
      owner.kill();
    }

    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, port)) {
      assertThat(database.port()).isEqualTo(port);
      assertThat(sql(database).value("SELECT n FROM kept")).isEqualTo("7");
    }
  }

  @Test
  void aPidFileWhoseNumberBelongsToAnotherProgramNowIsNoRunningServer() throws Exception {
    EmbeddedDatabase.start(data, 0).close();
    Process other = new ProcessBuilder("tail", "-f", "/dev/null").start();
    try {
      Files.writeString(data.resolve("cluster/postmaster.pid"), other.pid() + "\n");

      try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
        assertThat(database.port()).isPositive();
      }
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aSecondOwnerIsToldWhoHasTheDirectory() {
    try (EmbeddedDatabase _ = EmbeddedDatabase.start(data, 0)) {
      assertThatThrownBy(() -> EmbeddedDatabase.start(data, 0))
          .isInstanceOf(EmbeddedException.class)
          .hasMessage(
              "PostgreSQL in %s is in use by process %d", data, ProcessHandle.current().pid());
    }
  }

  @Test
  void aTakenPortIsOneClearSentenceAndTheNextStartWorks() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      int port = other.getLocalPort();
      assertThatThrownBy(() -> EmbeddedDatabase.start(data, port))
          .isInstanceOf(EmbeddedException.class)
          .hasMessage(
              "port %d is taken: PostgreSQL cannot listen on 127.0.0.1:%d".formatted(port, port));
    }
    EmbeddedDatabase.start(data, 0).close();
  }

  @Test
  void aFullDiskIsOneClearSentence() {
    assertThatThrownBy(() -> DiskSpace.require(data.resolve("not/there/yet"), Long.MAX_VALUE))
        .isInstanceOf(EmbeddedException.class)
        .hasMessageStartingWith("the disk is full: " + data);
    assertThat(
            PostgresFailure.of(
                new PostgresFiles(data), "initdb: error: x: No space left on device"))
        .hasMessage("the disk that holds %s is full", data);
  }

  @Test
  void whatUnshareRefusesIsToldApart() {
    PostgresFiles files = new PostgresFiles(data);
    assertThat(PostgresFailure.of(files, "unshare: unshare failed: Operation not permitted"))
        .hasMessageEndingWith("use a normal user");
    assertThat(PostgresFailure.of(files, "unshare: failed to execute x: Permission denied"))
        .hasMessageStartingWith("PostgreSQL cannot reach " + data);
  }

  @Test
  void anInitialisationThatWasInterruptedIsDoneAgain() throws Exception {
    Files.createDirectories(data.resolve("cluster/base"));
    Files.writeString(data.resolve("cluster/PG_VERSION"), "18\n");

    EmbeddedDatabase.start(data, 0).close();
  }

  @Test
  void theOtherUserCanRunItToo() throws Exception {
    assumeTrue(isRoot(), "only root can become another user");
    Path readable = ChildJvm.readableDirectory();
    try (ChildJvm nobody =
        ChildJvm.startAs(
            "nobody",
            readable,
            EmbeddedDatabase.class,
            "--data",
            nobodysDirectory().toString(),
            "--database",
            "orders=it's secret")) {
      int port = nobody.awaitReady();

      assertThat(new Sql(port, "orders", "it's secret").value("SELECT 1")).isEqualTo("1");
      assertThat(nobody.terminate()).isIn(0, 143);
    } finally {
      Directories.delete(readable);
    }
  }

  @Test
  void theEndOfTheProcessStopsTheServer() throws Exception {
    try (ChildJvm owner = ChildJvm.start(EmbeddedDatabase.class, "--data", data.toString())) {
      owner.awaitReady();
      owner.terminate();
    }
    assertThat(data.resolve("cluster/postmaster.pid")).doesNotExist();
  }

  private Path nobodysDirectory() throws IOException {
    Path directory = Files.createDirectory(data.resolve("nobody"));
    var nobody =
        directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    Files.setOwner(directory, nobody);
    Files.setPosixFilePermissions(
        data, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    return directory;
  }

  private static boolean isRoot() {
    return requireNonNull(System.getProperty("user.name")).toLowerCase(Locale.ROOT).equals("root");
  }

  private static Sql sql(EmbeddedDatabase database) {
    return new Sql(database.port(), "orders", "it's secret");
  }
}
