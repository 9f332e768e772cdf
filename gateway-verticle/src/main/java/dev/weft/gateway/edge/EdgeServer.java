package dev.weft.gateway.edge;

import dev.weft.gateway.call.CallFactory;
import dev.weft.gateway.call.Service;
import dev.weft.gateway.plan.PassThrough;
import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.Route;
import dev.weft.node.http.PathMatch;
import dev.weft.node.http.PathTable;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Serves all routes on the event loop it is started on. */
public final class EdgeServer {
  private final Vertx vertx;
  private final Settings settings;
  private final Shared shared;
  private final Visit.Observers observers;
  private final Context context;
  private final EndpointHandler handler;
  private CallFactory calls;

  /**
   * Sizes and times.
   *
   * @param tagged whether every answer gets an ETag
   */
  public record Settings(
      HttpServerOptions server,
      HttpClientOptions client,
      PoolOptions pool,
      Limits limits,
      boolean tagged) {}

  /** What a client may send. */
  public record Limits(
      long bodyBytes,
      int jsonDepth,
      Duration head,
      Duration body,
      Duration idle,
      long compressFrom) {}

  /** What is served, and how the services behind it are reached. */
  public record Routes(List<Route> routes, Map<String, Service> services) {
    public Routes {
      routes = List.copyOf(routes);
      services = Map.copyOf(services);
    }
  }

  /**
   * What the event loops of a gateway share; none of it changes.
   *
   * @param first the routes to begin with
   * @param pages what the gateway itself has to say
   * @param timing who sees how long calls took; null: nobody
   * @param draining whether the gateway is about to stop
   */
  public record Shared(
      Routes first,
      EdgeRules rules,
      List<Page> pages,
      @Nullable TimingAccess timing,
      CallFactory.Shared calls,
      MeterRegistry meters,
      BooleanSupplier draining,
      Servers servers) {}

  /** Where servers are handed in, to be shut down. */
  @FunctionalInterface
  public interface Servers {
    void add(EdgeServer edge, HttpServer server, HttpClient client);
  }

  private EdgeServer(Vertx vertx, Settings settings, Shared shared, HttpClientAgent client) {
    this.vertx = vertx;
    this.settings = settings;
    this.shared = shared;
    this.observers = new Visit.Observers(new AccessLog(), new RouteMeters(shared.meters(), "none"));
    this.context = vertx.getOrCreateContext();
    this.calls = new CallFactory(vertx, client, shared.calls(), shared.first().services());
    this.handler =
        new EndpointHandler(
            table(shared.first(), calls),
            new Entrance(shared.rules()),
            observers,
            shared.draining());
  }

  /** Starts a server; the future has the port it listens on. */
  public static Future<Integer> start(Vertx vertx, Settings settings, Shared shared) {
    var client = vertx.createHttpClient(settings.client(), settings.pool());
    var edge = new EdgeServer(vertx, settings, shared, client);
    var server = vertx.createHttpServer(settings.server());
    var limits = settings.limits();
    var unread = UnreadAnswers.install(vertx, limits.idle(), shared.meters());
    HeadTimer.install(vertx, server, limits.head(), shared.rules().load().connections(), unread);
    shared.servers().add(edge, server, client);
    return server
        .invalidRequestHandler(new InvalidRequests(edge.observers))
        .requestHandler(edge.handler)
        .listen()
        .map(HttpServer::actualPort);
  }

  /** Routes that could be served instead of those that are. */
  public final class Prepared {
    private final CallFactory factory;
    private final PathTable<Endpoint> table;

    private Prepared(CallFactory factory, PathTable<Endpoint> table) {
      this.factory = factory;
      this.table = table;
    }

    /** Serves them from the next request on. */
    public Future<Void> serve() {
      return onContext(
          () -> {
            calls = factory;
            handler.use(table);
            factory.takeOver();
            return null;
          });
    }
  }

  /** Builds the endpoints of other routes beside those that serve. Safe for all threads. */
  public Future<Prepared> prepare(Routes routes) {
    return onContext(
        () -> {
          var factory = calls.with(routes.services());
          return new Prepared(factory, table(routes, factory));
        });
  }

  private <T> Future<T> onContext(Callable<T> work) {
    return Future.future(
        promise ->
            context.runOnContext(
                _ -> {
                  try {
                    promise.complete(work.call());
                  } catch (Exception e) {
                    promise.fail(e);
                  }
                }));
  }

  private PathTable<Endpoint> table(Routes routes, CallFactory factory) {
    var gates = new Gates(vertx, shared.rules());
    var table = PathTable.<Endpoint>builder();
    for (var route : routes.routes()) {
      var served = endpoint(route, factory, gates);
      var gated = GatedEndpoint.of(gates.of(route), served, gates.cors(route.access()));
      table.add(route.method(), route.path(), gated);
    }
    return withPages(table);
  }

  /** A path that a route takes, be it by a parameter or a tail, is the route's. */
  private PathTable<Endpoint> withPages(PathTable.Builder<Endpoint> table) {
    var routes = table.build();
    var meters = new RouteMeters(shared.meters(), "none");
    for (var page : shared.pages()) {
      if (!(routes.match(HttpMethod.GET, page.path()) instanceof PathMatch.Found)) {
        table.add(HttpMethod.GET, page.path(), new PageEndpoint(page, meters));
      }
    }
    return table.build();
  }

  private Endpoint endpoint(Route route, CallFactory factory, Gates gates) {
    var meters = new RouteMeters(shared.meters(), route.name());
    return switch (route) {
      case Plan plan -> {
        var limits = settings.limits();
        var around =
            new ComposedEndpoint.Surroundings(
                vertx,
                new BodyReader.Limit(vertx, limits.bodyBytes(), limits.body()),
                limits.jsonDepth(),
                limits.idle(),
                limits.compressFrom(),
                settings.tagged(),
                shared.timing());
        yield new ComposedEndpoint(plan, factory.calls(plan), meters, around);
      }
      case PassThrough pass -> {
        var service = factory.service(pass.service());
        boolean cors = gates.cors(pass.access()) != null;
        var edge = new PassThroughEndpoint.Edge(shared.rules().headers(), cors);
        var upstream =
            new PassThroughEndpoint.Upstream(
                vertx,
                factory.httpBalancer(service),
                factory.httpPermits(service),
                service,
                factory,
                edge);
        yield new PassThroughEndpoint(pass, meters, upstream);
      }
    };
  }
}
