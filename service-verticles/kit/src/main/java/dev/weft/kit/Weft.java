package dev.weft.kit;

import dev.weft.node.Node;
import dev.weft.node.NodeInfo;
import dev.weft.node.StartFailure;
import dev.weft.node.Startup;

/** Runs a service as a process of its own. */
public final class Weft {

  private Weft() {}

  /**
   * For a main method: reads {@code --conf <file>}, starts the service and leaves it running until
   * the process is told to stop. Exit status 2 means that the configuration is wrong, 1 that the
   * service could not start.
   */
  public static void run(Service service, String[] args) {
    Startup.run(service.name(), args, ServiceConfig.class, config -> start(service, config));
  }

  private static Node start(Service service, ServiceConfig config) {
    if (config.broker() == null && Definition.of(service).hasMessages()) {
      throw new StartFailure(
          service.name() + " has messages, so its configuration needs the key \"broker\".");
    }
    var node = Node.start(config.node(), NodeInfo.of(service.name(), service.getClass()));
    try {
      ServiceRuntime.start(node, service, config);
      return node;
    } catch (Throwable e) {
      node.stop().await();
      throw e;
    }
  }
}
