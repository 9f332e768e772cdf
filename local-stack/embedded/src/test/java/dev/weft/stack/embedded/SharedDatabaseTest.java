package dev.weft.stack.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class SharedDatabaseTest {

  @Test
  void everyCallGivesAnEmptyDatabaseOfTheSameServer() throws Exception {
    FreshDatabase first = SharedDatabase.fresh("orders");
    FreshDatabase second = SharedDatabase.fresh("orders");

    assertThat(second.port()).isEqualTo(first.port());
    assertThat(second.name()).isNotEqualTo(first.name());
    new Sql(first.port(), first.name(), first.password()).run("CREATE TABLE t (n int)");
    new Sql(second.port(), second.name(), second.password()).run("CREATE TABLE t (n int)");
  }

  @Test
  void theServerEndsWithItsJvm() throws Exception {
    try (ChildJvm tests = ChildJvm.start(AsksForOne.class)) {
      tests.awaitReady();
      assertThat(directoryOf(tests)).isDirectory();
      tests.terminate();
      assertThat(directoryOf(tests)).doesNotExist();
    }
  }

  @Test
  void whatAKilledJvmLeftIsRemovedByTheNext() throws Exception {
    Path left;
    try (ChildJvm tests = ChildJvm.start(AsksForOne.class)) {
      tests.awaitReady();
      left = directoryOf(tests);
      tests.kill();
    }
    assertThat(left.resolve("cluster/postmaster.pid")).exists();

    try (ChildJvm tests = ChildJvm.start(AsksForOne.class)) {
      tests.awaitReady();
      assertThat(Files.exists(left)).isFalse();
      tests.terminate();
    }
  }

  private static Path directoryOf(ChildJvm jvm) {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "weft-test-postgres-" + System.getProperty("user.name"),
        Long.toString(jvm.pid()));
  }

  /** A JVM with one test in it. */
  static final class AsksForOne {

    private AsksForOne() {}

    static void main() throws InterruptedException {
      FreshDatabase database = SharedDatabase.fresh("x");
      System.out.println("postgres ready on 127.0.0.1:" + database.port());
      Thread.currentThread().join();
    }
  }
}
