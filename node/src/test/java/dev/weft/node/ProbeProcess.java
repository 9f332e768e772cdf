package dev.weft.node;

import dev.weft.node.config.Default;
import dev.weft.node.config.PortNumber;
import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;
import dev.weft.node.registry.Registration;
import dev.weft.node.registry.State;
import dev.weft.node.trace.TraceContext;
import dev.weft.node.trace.Traces;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The smallest process that a node can be: it registers, and stops in order. A request is answered
 * when another one asks for {@code /release}.
 */
final class ProbeProcess {

  private static final Logger log = LoggerFactory.getLogger(ProbeProcess.class);

  private final Node node;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Promise<Void> idle = Promise.promise();
  private final Promise<Void> release = Promise.promise();

  private ProbeProcess(Node node) {
    this.node = node;
  }

  record Config(NodeConfig node, Http http, @Default("false") boolean fail) {}

  record Http(@Default("127.0.0.1") String host, @Default("0") int port) {
    Http {
      PortNumber.check("port", port);
    }
  }

  static void main(String[] args) {
    Startup.run("probe", args, Config.class, ProbeProcess::start);
  }

  private static Node start(Config config) throws Exception {
    var node = Node.start(config.node(), new NodeInfo("probe", "1"));
    if (config.fail()) {
      throw new IllegalStateException("the probe\nwas told to fail");
    }
    new ProbeProcess(node).listen(config.http());
    return node;
  }

  private void listen(Http http) {
    try {
      var server =
          node.vertx()
              .createHttpServer()
              .requestHandler(this::handle)
              .listen(http.port(), http.host())
              .await();
      var registration = register(server.actualPort());
      node.addPart("probe", () -> new JsonObject().put("port", server.actualPort()));
      node.onStop(StopPhase.WITHDRAW, "the registry", registration::drain);
      node.onStop(StopPhase.DRAIN, "requests in flight", this::drain);
    } catch (Exception e) {
      throw StartFailure.listening("the traffic port", http.host(), http.port(), e);
    }
  }

  private Registration register(int port) {
    var id = node.instanceId() + "/http";
    return node.registry()
        .register(
            new Instance(
                id, "probe", "1", Protocol.HTTP, "127.0.0.1:" + port, 1, node.zone(), State.UP))
        .await();
  }

  private void handle(HttpServerRequest request) {
    if ("/release".equals(request.path())) {
      release.tryComplete();
      request.response().end();
      return;
    }
    inFlight.incrementAndGet();
    Traces.set(TraceContext.parse(request.getHeader("traceparent")));
    log.info("asked");
    release.future().onComplete(_ -> answer(request));
  }

  private void answer(HttpServerRequest request) {
    request
        .response()
        .end("done")
        .onComplete(
            _ -> {
              if (inFlight.decrementAndGet() == 0 && node.isStopping()) {
                idle.tryComplete();
              }
            });
  }

  private Future<Void> drain() {
    return inFlight.get() == 0 ? Future.succeededFuture() : idle.future();
  }
}
