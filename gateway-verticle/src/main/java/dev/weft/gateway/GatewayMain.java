package dev.weft.gateway;

import dev.weft.node.Node;
import dev.weft.node.NodeInfo;
import dev.weft.node.Startup;

/** The gateway as a process of its own: {@code java -jar gateway.jar --conf conf/gateway.yaml}. */
public final class GatewayMain {
  private GatewayMain() {}

  static void main(String[] args) {
    Startup.run("gateway", args, GatewayConfig.class, GatewayMain::start);
  }

  private static Node start(GatewayConfig config) {
    var node = Node.start(config.node(), NodeInfo.of("gateway", GatewayMain.class));
    try {
      Gateway.start(node, config);
      return node;
    } catch (RuntimeException e) {
      node.stop().await();
      throw e;
    }
  }
}
