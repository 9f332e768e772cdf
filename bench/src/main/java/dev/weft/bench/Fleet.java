package dev.weft.bench;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The services of a soak, three instances each. With every change one of them is replaced by a new
 * one on another port; most leave as an orderly stop does, when nobody sends them requests any
 * more, every fourth is killed with requests in flight.
 */
final class Fleet {
  /** A part that is larger than what a gateway keeps until an answer is complete. */
  static final String LARGE = "2m";

  private static final int LARGE_BYTES = 2 << 20;
  private static final int FIRST_PORT = 9401;
  private static final int PORTS_OF_EACH = 20;
  private static final int INSTANCES = 3;
  private static final int LOOK_MILLIS = 100;
  private static final int LINGER_MILLIS = 1_000;
  private static final int TAKEN_WITHIN_MILLIS = 4_000;
  private static final int KILLED_EVERY = 4;

  private final Vertx vertx;
  private final SoakGateway gateway;
  private final Map<Integer, HttpServer> servers = new ConcurrentHashMap<>();
  private final Map<String, List<Integer>> ports = new HashMap<>();
  private final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();
  private int changes;

  Fleet(Vertx vertx, SoakGateway gateway) {
    this.vertx = vertx;
    this.gateway = gateway;
  }

  static List<Integer> firstPorts(String service) {
    int first = FIRST_PORT + Upstreams.NAMES.indexOf(service) * PORTS_OF_EACH;
    return IntStream.range(first, first + INSTANCES).boxed().toList();
  }

  void start() {
    for (var name : Upstreams.NAMES) {
      ports.put(name, new ArrayList<>(firstPorts(name)));
      firstPorts(name).forEach(port -> listen(name, port).await());
    }
  }

  /** What went wrong with the changes themselves. */
  List<String> troubles() {
    return List.copyOf(troubles);
  }

  /** New routes, and one instance of one service replaced. */
  void change() {
    int number = changes++;
    var name = Upstreams.NAMES.get(number % Upstreams.NAMES.size());
    var mine = Objects.requireNonNull(ports.get(name));
    int first = firstPorts(name).getFirst();
    int fresh = first + (mine.getLast() - first + 1) % PORTS_OF_EACH;
    int old = mine.getFirst();
    listen(name, fresh)
        .onFailure(cause -> troubles.add("port " + fresh + ": " + cause))
        .onSuccess(
            _ -> {
              if (number % KILLED_EVERY == KILLED_EVERY - 1) {
                close(old);
              }
              mine.remove(Integer.valueOf(old));
              mine.add(fresh);
              blocking(() -> hand(name, List.copyOf(mine), old));
            });
  }

  private void hand(String name, List<Integer> instances, int old) {
    long before = gateway.reloads();
    gateway.routes();
    gateway.service(name, instances);
    var looks = new AtomicInteger();
    vertx.setPeriodic(
        LOOK_MILLIS,
        timer ->
            blocking(
                () -> {
                  if (gateway.reloads() > before && vertx.cancelTimer(timer)) {
                    vertx.setTimer(LINGER_MILLIS, _ -> close(old));
                  } else if (looks.incrementAndGet() == TAKEN_WITHIN_MILLIS / LOOK_MILLIS) {
                    troubles.add("a change of " + name + " was not taken in time");
                  }
                }));
  }

  private void blocking(Runnable work) {
    vertx
        .executeBlocking(
            () -> {
              work.run();
              return null;
            })
        .onFailure(cause -> troubles.add(cause.toString()));
  }

  private void close(int port) {
    var server = servers.remove(port);
    if (server != null) {
      server.close();
    }
  }

  private Future<?> listen(String name, int port) {
    var bodies = new HashMap<>(Upstreams.bodies(name));
    bodies.put("/" + LARGE, Upstreams.body(name, LARGE_BYTES));
    return vertx
        .createHttpServer()
        .requestHandler(request -> answer(request, bodies))
        .listen(port, "127.0.0.1")
        .onSuccess(server -> servers.put(port, server));
  }

  private static void answer(HttpServerRequest request, Map<String, Buffer> bodies) {
    var body = bodies.get(request.path());
    request.response().putHeader(HttpHeaderNames.CONTENT_TYPE, "application/json");
    if (body == null) {
      request.response().setStatusCode(404).end();
    } else {
      request.response().end(body);
    }
  }
}
