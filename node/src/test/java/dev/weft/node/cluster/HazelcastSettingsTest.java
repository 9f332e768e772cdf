package dev.weft.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HazelcastSettingsTest {

  private static final ClusterConfig CLUSTER =
      new ClusterConfig("127.0.0.1", 5703, 0, List.of("10.0.0.1:5701", "10.0.0.2:5701"), "shop");

  private final Config config = HazelcastSettings.of(CLUSTER);

  @Test
  void membersAreFoundByTheListAndByNothingElse() {
    var join = config.getNetworkConfig().getJoin();

    assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
    assertThat(join.getTcpIpConfig().getMembers())
        .containsExactly("10.0.0.1:5701", "10.0.0.2:5701");
    assertThat(join.getMulticastConfig().isEnabled()).isFalse();
    assertThat(join.getAutoDetectionConfig().isEnabled()).isFalse();
    assertThat(join.isAutoDetectionEnabled()).isFalse();
  }

  @Test
  void aMemberListensWhereItIsToldAndNowhereElse() {
    var network = config.getNetworkConfig();

    assertThat(network.getPort()).isEqualTo(5703);
    assertThat(network.isPortAutoIncrement()).isFalse();
    assertThat(network.getInterfaces().isEnabled()).isTrue();
    assertThat(network.getInterfaces().getInterfaces()).containsExactly("127.0.0.1");
    assertThat(config.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
  }

  @Test
  void aHangingMemberIsNoticedWithinSecondsAndNobodyIsPhoned() {
    assertThat(config.getProperty("hazelcast.heartbeat.interval.seconds")).isEqualTo("1");
    assertThat(config.getProperty("hazelcast.max.no.heartbeat.seconds")).isEqualTo("5");
    assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
    assertThat(config.getProperty("hazelcast.shutdownhook.enabled")).isEqualTo("false");
  }

  @Test
  void whatVertxNeedsIsStillThere() {
    assertThat(config.getMultiMapConfigs()).containsKey("__vertx.subs");
    assertThat(config.getMapConfigs()).containsKey("__vertx.nodeInfo");
  }

  @Test
  void eachMemberOwnsItsEntriesUnderAnotherName() {
    var attribute = HazelcastSettings.OWNER_ATTRIBUTE;
    var other = HazelcastSettings.of(CLUSTER);

    assertThat(config.getMemberAttributeConfig().getAttribute(attribute))
        .isNotNull()
        .isNotEqualTo(other.getMemberAttributeConfig().getAttribute(attribute));
    assertThat(config.getClusterName()).isEqualTo("shop");
  }

  @Test
  void anUnknownHostIsAFailure() {
    var cluster = new ClusterConfig("no.such.host.invalid", 0, 0, List.of(), "shop");

    assertThatThrownBy(() -> HazelcastSettings.of(cluster))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aPortMustBeOne() {
    assertThatThrownBy(() -> new ClusterConfig("127.0.0.1", -1, 0, List.of(), "shop"))
        .hasMessage("port must be between 0 and 65535, not -1");
    assertThatThrownBy(() -> new ClusterConfig("127.0.0.1", 0, 65_536, List.of(), "shop"))
        .hasMessage("bus-port must be between 0 and 65535, not 65536");
  }
}
