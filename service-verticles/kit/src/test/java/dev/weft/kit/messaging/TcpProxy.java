package dev.weft.kit.messaging;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A road to the broker that can be cut, or go silent while it stays open. */
public final class TcpProxy {

  private final NetServer server;
  private final NetClient client;
  private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
  private final int target;
  private volatile boolean silent;
  private volatile boolean refusing;

  private TcpProxy(Vertx vertx, int target) {
    this.target = target;
    this.client = vertx.createNetClient();
    this.server = vertx.createNetServer().connectHandler(this::accept);
  }

  public static TcpProxy to(Vertx vertx, int target) {
    var proxy = new TcpProxy(vertx, target);
    proxy.server.listen(0, "127.0.0.1").await();
    return proxy;
  }

  public int port() {
    return server.actualPort();
  }

  /** Cuts all connections; new ones work. */
  public void cut() {
    sockets.forEach(NetSocket::close);
  }

  /** Answers of the target get lost from now on, or come again. */
  public void silent(boolean silent) {
    this.silent = silent;
  }

  /** New connections are cut at once from now on, or work again. */
  public void refuse(boolean refuse) {
    refusing = refuse;
    cut();
  }

  private void accept(NetSocket inner) {
    if (refusing) {
      inner.close();
      return;
    }
    inner.pause();
    sockets.add(inner);
    client
        .connect(target, "127.0.0.1")
        .onFailure(_ -> inner.close())
        .onSuccess(
            outer -> {
              sockets.add(outer);
              inner.handler(outer::write);
              outer.handler(
                  data -> {
                    if (!silent) {
                      inner.write(data);
                    }
                  });
              inner.closeHandler(_ -> outer.close());
              outer.closeHandler(_ -> inner.close());
              inner.resume();
            });
  }
}
