package dev.weft.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StartFailureTest {

  @Test
  void whyAServerCannotListenIsOneSentence() {
    assertThat(sentence(new BindException("Address already in use")))
        .isEqualTo("The traffic port 80 on db1 is taken by another process.");
    assertThat(sentence(new IllegalStateException("x", new IOException("Port is in use"))))
        .isEqualTo("The traffic port 80 on db1 is taken by another process.");
    assertThat(sentence(new BindException("Permission denied")))
        .isEqualTo("The traffic port 80 on db1 cannot be opened: this user may not open it.");
    assertThat(sentence(new BindException("Cannot assign requested address")))
        .isEqualTo("The traffic port cannot be opened: db1 is no address of this machine.");
    assertThat(sentence(new IOException(new UnknownHostException("db1"))))
        .isEqualTo("The traffic port cannot be opened: the host db1 is unknown.");
    assertThat(sentence(new IOException("strange")))
        .isEqualTo("The traffic port 80 on db1 cannot be opened: strange.");
  }

  @Test
  void theCauseIsKept() {
    var cause = new BindException("Address already in use");

    assertThat(StartFailure.listening("the traffic port", "h", 1, cause)).hasCause(cause);
  }

  @Test
  void anInstanceHasANameThatFitsEverywhere() {
    assertThat(config("orders-1.eu_2").instance()).isEqualTo("orders-1.eu_2");
    assertThat(config(null).instance()).isNull();
    for (var wrong : new String[] {"", "a b", "a/b", "-a", "x".repeat(64)}) {
      assertThatThrownBy(() -> config(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("instance must be");
    }
  }

  @Test
  void aVersionComesFromTheJar() {
    assertThat(NodeInfo.of("probe", StartFailureTest.class))
        .isEqualTo(new NodeInfo("probe", "dev"));
  }

  private static String sentence(Throwable cause) {
    return String.valueOf(
        StartFailure.listening("the traffic port", "db1", 80, cause).getMessage());
  }

  private static NodeConfig config(@Nullable String instance) {
    return new NodeConfig(
        instance, "z", new ManagementConfig("127.0.0.1", 0), null, Duration.ofSeconds(1));
  }
}
