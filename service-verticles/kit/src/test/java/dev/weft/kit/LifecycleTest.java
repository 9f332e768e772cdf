package dev.weft.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kit.db.OpenDatabase;
import dev.weft.node.Node;
import dev.weft.node.NodeInfo;
import dev.weft.node.StartFailure;
import dev.weft.node.registry.Instance;
import dev.weft.node.registry.State;
import dev.weft.stack.embedded.SharedDatabase;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class LifecycleTest {

  @Test
  void anInstanceIsInTheRegistryInBothProtocolsWhileItRuns() throws Exception {
    try (var host = TestHost.start(new NotesService())) {
      var id = host.handle().instanceId();
      assertThat(id).startsWith("notes-");
      assertThat(instances(host.node()))
          .extracting(Instance::id)
          .containsExactly(id + "/bus", id + "/http");
      assertThat(instances(host.node()))
          .extracting(Instance::address)
          .contains("127.0.0.1:" + host.handle().httpPort());
      assertThat(host.management("/health/ready").statusCode()).isEqualTo(200);
      assertThat(host.management("/health/started").statusCode()).isEqualTo(200);
      assertThat(host.management("/info").body()).contains("\"notes\"").contains(id);

      host.handle().stop().await();

      assertThat(instances(host.node())).isEmpty();
      assertThatThrownBy(() -> host.get("/notes")).isInstanceOf(java.net.ConnectException.class);
    }
  }

  @Test
  void whatIsInFlightIsFinishedBeforeTheServiceIsGone() throws Exception {
    var notes = new NotesService();
    try (var host = TestHost.start(notes)) {
      var held =
          host.client().sendAsync(host.request("/held").GET().build(), BodyHandlers.ofString());
      Awaitility.await().until(() -> notes.held.get() == 1);

      var stopped = host.node().stop();

      Awaitility.await()
          .until(() -> instances(host.node()).stream().allMatch(i -> i.state() != State.UP));
      assertThat(stopped.isComplete()).isFalse();
      notes.gate.countDown();
      assertThat(held.get().statusCode()).isEqualTo(200);
      stopped.await();
    }
  }

  @Test
  void aRequestThatComesWhileItDrainsIsStillAnswered() throws Exception {
    var notes = new NotesService();
    try (var host = TestHost.start(notes)) {
      var held =
          host.client().sendAsync(host.request("/held").GET().build(), BodyHandlers.ofString());
      Awaitility.await().until(() -> notes.held.get() == 1);

      var stopped = host.handle().stop();

      var late = host.get("/echo/late");
      assertThat(late.statusCode()).isEqualTo(200);
      notes.gate.countDown();
      assertThat(held.get().statusCode()).isEqualTo(200);
      stopped.await();
    }
  }

  @Test
  void severalServicesFitOnOneNode() throws Exception {
    try (var host = TestHost.start(new NotesService())) {
      var other =
          ServiceRuntime.start(host.node(), named("other", new CountDownLatch(0)), config(host));

      assertThat(other.instanceId()).isEqualTo("other-" + host.node().instanceId());
      assertThat(host.node().registry().snapshot()).containsOnlyKeys("notes", "other");

      other.stop().await();
      assertThat(host.node().registry().snapshot()).containsOnlyKeys("notes");
      assertThat(host.get("/echo/a").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void itIsNotReadyBeforeItsFirstLoadIsDone() throws Exception {
    var gate = new CountDownLatch(1);
    try (var host = TestHost.start(new NotesService())) {
      var progress = new LoadProgress();
      var starting =
          Thread.ofVirtual()
              .start(
                  () ->
                      ServiceRuntime.start(
                          host.node(), named("loading", gate), config(host), progress));
      Awaitility.await().until(() -> progress.total() == 7);

      assertThat(host.management("/health/ready").statusCode()).isEqualTo(503);
      assertThat(host.node().registry().instances("loading")).isEmpty();

      gate.countDown();
      starting.join();
      assertThat(progress.done()).isEqualTo(7);
      assertThat(host.management("/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aDatabaseThatIsAwayIsOneClearSentence() throws Exception {
    var away = DatabaseConfig.of("127.0.0.1", 1, "orders", "orders", "secret");

    assertThatThrownBy(() -> TestHost.start(new NotesService(), away))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("notes cannot reach its database orders@127.0.0.1:1/orders")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aPortThatIsTakenIsOneClearSentence() throws Exception {
    try (var host = TestHost.start(new NotesService())) {
      var http = host.config().http();
      var taken = new HttpConfig(http.host(), host.handle().httpPort(), null, http.bodyLimit());
      var node = Node.start(TestHost.nodeConfig(), new NodeInfo("second", "test"));
      try {
        assertThatThrownBy(
                () ->
                    ServiceRuntime.start(
                        node,
                        new NotesService(),
                        new ServiceConfig(
                            host.config().node(),
                            taken,
                            host.config().database(),
                            null,
                            host.config().callToken())))
            .isInstanceOf(StartFailure.class)
            .hasMessageContaining("is taken by another process");
        assertThat(node.registry().snapshot()).isEmpty();
      } finally {
        node.stop().await();
      }
    }
  }

  @Test
  void keysThatCannotBeReadAreOneClearSentence() {
    var node = Node.start(TestHost.nodeConfig(), new NodeInfo("notes", "test"));
    try {
      var config =
          new ServiceConfig(
              TestHost.nodeConfig(),
              HttpConfig.anyPort(),
              DatabaseConfig.of("127.0.0.1", 1, "x", "x", "x"),
              null,
              CallTokenConfig.of(Path.of("/nowhere/gateway.jwks")));
      assertThatThrownBy(() -> ServiceRuntime.start(node, new NotesService(), config))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("/nowhere/gateway.jwks");
    } finally {
      node.stop().await();
    }
  }

  private static List<Instance> instances(Node node) {
    return node.registry().instances("notes");
  }

  private static ServiceConfig config(TestHost host) {
    return new ServiceConfig(
        TestHost.nodeConfig(),
        HttpConfig.anyPort(),
        OpenDatabase.config(SharedDatabase.fresh("other"), 2),
        null,
        host.config().callToken());
  }

  private static Service named(String name, CountDownLatch gate) {
    return new Service() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void define(ServiceDefinition definition) {
        definition
            .get("/", (_, _) -> Answer.noContent())
            .firstLoad(
                (_, progress) -> {
                  progress.of(7);
                  pass(gate);
                  progress.add(7);
                });
      }
    };
  }

  private static void pass(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
