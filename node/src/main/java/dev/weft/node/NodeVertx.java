package dev.weft.node;

import dev.weft.node.cluster.ClusterConfig;
import dev.weft.node.cluster.HazelcastSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import java.util.EnumSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The Vertx of a process, and the cluster manager in it when there is a cluster. */
record NodeVertx(Vertx vertx, @Nullable HazelcastClusterManager cluster) {

  private static final Duration BUS_CONNECT = Duration.ofSeconds(2);
  private static final Duration BUS_PING = Duration.ofSeconds(5);

  static NodeVertx start(@Nullable ClusterConfig config, MeterRegistry meters) {
    if (config == null) {
      return new NodeVertx(builder(new VertxOptions(), meters).build(), null);
    }
    var options = new VertxOptions().setEventBusOptions(eventBus(config));
    try {
      var manager = new HazelcastClusterManager(HazelcastSettings.of(config));
      var vertx = builder(options, meters).withClusterManager(manager).buildClustered().await();
      return new NodeVertx(vertx, manager);
    } catch (Exception e) {
      throw StartFailure.listening("the cluster port", config.host(), config.port(), e);
    }
  }

  private static VertxBuilder builder(VertxOptions options, MeterRegistry meters) {
    options
        .setPreferNativeTransport(true)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false))
        .setMetricsOptions(metrics());
    return Vertx.builder().with(options).withMetrics(new MicrometerMetricsFactory(meters));
  }

  private static EventBusOptions eventBus(ClusterConfig config) {
    return new EventBusOptions()
        .setHost(config.host())
        .setPort(config.busPort())
        .setConnectTimeout((int) BUS_CONNECT.toMillis())
        .setClusterPingInterval(BUS_PING.toMillis())
        .setClusterPingReplyInterval(BUS_PING.toMillis());
  }

  /** Only what costs nothing per request or message: gateway and kit count those themselves. */
  private static MicrometerMetricsOptions metrics() {
    return new MicrometerMetricsOptions()
        .setEnabled(true)
        // By this name Vert.x keeps registries for the whole JVM: each node has its own.
        .setRegistryName(UUID.randomUUID().toString())
        .setLabels(EnumSet.of(Label.POOL_TYPE, Label.POOL_NAME))
        .addDisabledMetricsCategory(MetricsDomain.HTTP_SERVER)
        .addDisabledMetricsCategory(MetricsDomain.HTTP_CLIENT)
        .addDisabledMetricsCategory(MetricsDomain.NET_SERVER)
        .addDisabledMetricsCategory(MetricsDomain.NET_CLIENT)
        .addDisabledMetricsCategory(MetricsDomain.DATAGRAM_SOCKET)
        .addDisabledMetricsCategory(MetricsDomain.EVENT_BUS);
  }
}
