package dev.weft.node.cluster;

import dev.weft.node.config.Default;
import dev.weft.node.config.PortNumber;
import java.util.List;

/**
 * How a process joins the cluster.
 *
 * @param host the address of this host that other members can reach
 * @param port for cluster traffic; 0 takes a free one
 * @param busPort for event bus messages; 0 takes a free one
 * @param join {@code host:port} of some members; with none a member begins alone and others may
 *     join it
 * @param name members of different names do not join each other
 */
public record ClusterConfig(
    @Default("127.0.0.1") String host,
    @Default("5701") int port,
    @Default("0") int busPort,
    @Default("") List<String> join,
    @Default("weft") String name) {

  public ClusterConfig {
    PortNumber.check("port", port);
    PortNumber.check("bus-port", busPort);
    join = List.copyOf(join);
  }
}
