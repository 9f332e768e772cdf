package dev.weft.node.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.ReplicatedMapConfig;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.UUID;

/** The Hazelcast configuration of a member, on top of what Vert.x needs. */
public final class HazelcastSettings {

  /** The map that holds the registry. */
  public static final String REGISTRY_MAP = "weft.registry";

  /**
   * The attribute of a member that names its entries in the registry. The UUID of a member will not
   * do: it changes when two halves of a cluster merge.
   */
  public static final String OWNER_ATTRIBUTE = "weft.owner";

  private static final int CONNECT_SECONDS = 3;

  private static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          Map.entry("hazelcast.phone.home.enabled", "false"),
          Map.entry("hazelcast.shutdownhook.enabled", "false"),
          Map.entry("hazelcast.graceful.shutdown.max.wait", "5"),
          Map.entry("hazelcast.socket.bind.any", "false"),
          // A member that hangs is gone after 5 s; the default is 60 s.
          Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
          Map.entry("hazelcast.max.no.heartbeat.seconds", "5"),
          Map.entry("hazelcast.wait.seconds.before.join", "0"),
          // Members that began at the same time, or were split, find each other; default 300 s.
          Map.entry("hazelcast.merge.first.run.delay.seconds", "5"),
          Map.entry("hazelcast.merge.next.run.delay.seconds", "5"),
          Map.entry("hazelcast.health.monitoring.level", "OFF"));

  private HazelcastSettings() {}

  /**
   * The settings of a new member.
   *
   * @throws UncheckedIOException when its host is unknown
   */
  public static Config of(ClusterConfig cluster) {
    // Loading already logs, before any property of the configuration counts.
    System.setProperty("hazelcast.logging.type", "slf4j");
    var config = ConfigUtil.loadConfig();
    config.setClusterName(cluster.name());
    PROPERTIES.forEach(config::setProperty);
    config.getMetricsConfig().setEnabled(false);
    config.getMemberAttributeConfig().setAttribute(OWNER_ATTRIBUTE, UUID.randomUUID().toString());
    config.addReplicatedMapConfig(
        new ReplicatedMapConfig(REGISTRY_MAP).setAsyncFillup(false).setStatisticsEnabled(false));
    network(config.getNetworkConfig(), cluster);
    return config;
  }

  private static void network(NetworkConfig network, ClusterConfig cluster) {
    network.setPort(cluster.port()).setPortAutoIncrement(false);
    network.getInterfaces().setEnabled(true).addInterface(address(cluster.host()));
    var join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig()
        .setEnabled(true)
        .setConnectionTimeoutSeconds(CONNECT_SECONDS)
        .setMembers(cluster.join());
  }

  private static String address(String host) {
    try {
      return InetAddress.getByName(host).getHostAddress();
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }
}
