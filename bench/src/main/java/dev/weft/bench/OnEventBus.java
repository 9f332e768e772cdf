package dev.weft.bench;

import dev.weft.node.ManagementConfig;
import dev.weft.node.Node;
import dev.weft.node.NodeConfig;
import dev.weft.node.NodeInfo;
import dev.weft.node.call.BusAnswer;
import dev.weft.node.call.BusCall;
import dev.weft.node.cluster.ClusterConfig;
import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;
import dev.weft.node.registry.State;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The services of the benchmark as members of a cluster, reached over its event bus. */
final class OnEventBus {
  private OnEventBus() {}

  /** Joins the member at {@code host:port}, registers the services there and answers for them. */
  static Vertx serve(List<String> names, String member) {
    var config =
        new NodeConfig(
            "upstreams",
            "default",
            new ManagementConfig("127.0.0.1", 0),
            new ClusterConfig("127.0.0.1", 0, 0, List.of(member), "weft"),
            Duration.ofSeconds(2));
    var node = Node.start(config, new NodeInfo("upstreams", "bench"));
    for (var name : names) {
      var address = "bench/" + name;
      var bodies = Upstreams.bodies(name);
      node.vertx()
          .eventBus()
          .<Buffer>consumer(address, call -> answer(call, bodies))
          .completion()
          .await();
      node.registry()
          .register(
              new Instance(
                  name + "/bus",
                  name,
                  "bench",
                  Protocol.EVENT_BUS,
                  address,
                  1,
                  "default",
                  State.UP))
          .await();
    }
    return node.vertx();
  }

  private static void answer(Message<Buffer> call, Map<String, Buffer> bodies) {
    var body = bodies.get(BusCall.request(call).uri());
    var headers = MultiMap.caseInsensitiveMultiMap().add("content-type", "application/json");
    BusCall.reply(
        call,
        body == null
            ? new BusAnswer(404, headers, Buffer.buffer())
            : new BusAnswer(200, headers, body));
  }
}
