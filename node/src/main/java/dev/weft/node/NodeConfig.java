package dev.weft.node;

import dev.weft.node.cluster.ClusterConfig;
import dev.weft.node.config.Default;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every process is told: the key {@code node} of its file.
 *
 * @param instance the name of this process, one in the whole cluster; absent: made up
 * @param zone where the process runs, for callers that prefer what is near
 * @param cluster absent: the process stands alone
 * @param grace how long stopping may take
 */
public record NodeConfig(
    @Nullable String instance,
    @Default("default") String zone,
    ManagementConfig management,
    @Nullable ClusterConfig cluster,
    @Default("20s") Duration grace) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  public NodeConfig {
    if (instance != null && !NAME.matcher(instance).matches()) {
      throw new IllegalArgumentException(
          "instance must be up to 63 letters, digits, dots, dashes and underscores");
    }
  }
}
