package dev.weft.gateway.call;

import dev.weft.gateway.cache.PartCaches;
import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.node.call.CallTokenIssuer;
import dev.weft.node.registry.Protocol;
import dev.weft.node.registry.Registry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Builds the calls of one event loop. The order of everything that happens around a call is the
 * order of {@link #call}.
 */
public final class CallFactory {
  private final Vertx vertx;
  private final Registry registry;
  private final Map<String, Service> services;
  private final Optional<CallTokenIssuer> issuer;
  private final Limits limits;
  private final HttpClientAgent client;
  private final Transport http;
  private final Transport flowing;
  private final Transport bus;
  private final Site site;
  private final Map<Way, Upstream> before;
  private final Map<Way, Upstream> upstreams = new HashMap<>();

  /** A service as it is set, over one protocol. */
  private record Way(Service service, Protocol protocol) {}

  /**
   * What calls may take.
   *
   * @param answerBytes of an answer that is kept until it is complete
   * @param largeBytes from where on an answer that nothing looks into flows through
   */
  public record Limits(long answerBytes, long largeBytes, int jsonDepth) {}

  /** What all calls of a gateway share. */
  public record Shared(
      Registry registry, Optional<CallTokenIssuer> issuer, Limits limits, Site site) {}

  /**
   * Where the calls are made; all event loops share it.
   *
   * @param zone where it runs
   */
  public record Site(String zone, CallMeters meters, PartCaches caches, ServiceGuards guards) {}

  public CallFactory(
      Vertx vertx, HttpClientAgent client, Shared shared, Map<String, Service> services) {
    this.vertx = vertx;
    this.registry = shared.registry();
    this.services = services;
    this.issuer = shared.issuer();
    this.limits = shared.limits();
    this.site = shared.site();
    this.client = client;
    this.http = new HttpTransport(client, limits.answerBytes(), HttpTransport.NEVER);
    this.flowing = new HttpTransport(client, limits.answerBytes(), limits.largeBytes());
    this.bus = new BusTransport(vertx, limits.answerBytes());
    this.before = Map.of();
  }

  private CallFactory(CallFactory before, Map<String, Service> services) {
    this.vertx = before.vertx;
    this.registry = before.registry;
    this.services = services;
    this.issuer = before.issuer;
    this.limits = before.limits;
    this.client = before.client;
    this.http = before.http;
    this.flowing = before.flowing;
    this.bus = before.bus;
    this.site = before.site;
    this.before = Map.copyOf(before.upstreams);
  }

  /**
   * A factory for other settings of services. What belongs to a service that is set as before stays
   * and is shared by both: its balancer, its breaker, its connections.
   */
  public CallFactory with(Map<String, Service> others) {
    return new CallFactory(this, others);
  }

  /**
   * A call with all that happens around it.
   *
   * @param mayFlow whether an answer may be handed on before all of it is there
   */
  public Call call(PlannedCall planned, boolean mayFlow) {
    var service = service(planned.service());
    var upstream = upstream(service, service.protocol());
    boolean flows = mayFlow && !service.safeguards().needWhole();
    var mock = planned.terms().mock();
    Call call =
        mock == null
            ? guarded(upstream, tries(upstream, transport(service, flows)))
            : new MockCall(vertx, mock);
    if (issuer.isPresent() && service.callToken()) {
      call = new CallTokens(call, issuer.get(), service.name());
    }
    call = new JsonAnswers(call, limits, reading(planned, service));
    call = new Timed(call, upstream.meters());
    call = shared(upstream, service, call, planned.readInside());
    if (planned.timeout() != null) {
      call = new TimeLimit(vertx, planned.timeout(), call);
    }
    return call;
  }

  private Call tries(Upstream upstream, Transport transport) {
    Attempt attempt = new OneInstance(upstream.balancer(), transport);
    if (upstream.safeguards().hedge().enabled()) {
      attempt = new Hedging(vertx, upstream, attempt);
    }
    return upstream.safeguards().retry().enabled()
        ? new Retrying(vertx, upstream, attempt)
        : new Once(attempt);
  }

  private Call guarded(Upstream upstream, Call tries) {
    var call = tries;
    if (upstream.safeguards().bulkhead().enabled()) {
      call = upstream.bulkhead().around(vertx, call);
    }
    if (upstream.safeguards().breaker().enabled()) {
      call = upstream.breaker().around(call);
    }
    return call;
  }

  private Call shared(Upstream upstream, Service service, Call one, boolean indexed) {
    var call = one;
    var policy = service.safeguards().cache();
    if (service.safeguards().coalesce()) {
      call = upstream.coalescing().around(call, indexed, upstream.meters());
    }
    if (policy != null) {
      var cache = site.caches().of(service.name(), policy);
      call = new Cached(vertx, call, cache, indexed, upstream.meters());
    }
    return call;
  }

  public Service service(String name) {
    return services.getOrDefault(name, Service.registered(name));
  }

  public HttpClientAgent client() {
    return client;
  }

  /**
   * Chooses among the HTTP addresses of a service, whatever its calls use: a pass-through streams.
   */
  public Balancer httpBalancer(Service service) {
    return upstream(service, Protocol.HTTP).balancer();
  }

  /** Asks for leave to hand a request on to a service over HTTP. */
  public Supplier<Permit> httpPermits(Service service) {
    return upstream(service, Protocol.HTTP).breaker()::permit;
  }

  /** What all calls to a service share, so that it sees all that is under way. */
  private Upstream upstream(Service service, Protocol protocol) {
    return upstreams.computeIfAbsent(
        new Way(service, protocol),
        way -> {
          var known = before.get(way);
          return known == null ? newUpstream(service, protocol) : known;
        });
  }

  /** Its calls are those that are made from now on: what guards other services may go. */
  public void takeOver() {
    site.guards()
        .retain(
            upstreams.keySet().stream()
                .map(way -> new ServiceGuards.Key(way.service().name(), way.protocol()))
                .collect(Collectors.toSet()));
  }

  private Upstream newUpstream(Service service, Protocol protocol) {
    var meters = site.meters().of(service.name());
    var fixed = service.instances();
    var settings =
        new Balancer.Settings(
            protocol,
            site.zone(),
            service.safeguards().ejection(),
            System::nanoTime,
            meters::ejected);
    var balancer =
        new Balancer(
            fixed.isEmpty() ? () -> registry.instances(service.name()) : () -> fixed, settings);
    var guards = site.guards().of(service, protocol, meters);
    return new Upstream(service.safeguards(), balancer, guards, meters);
  }

  private Transport transport(Service service, boolean mayFlow) {
    return service.protocol() != Protocol.HTTP ? bus : mayFlow ? flowing : http;
  }

  private static JsonAnswers.Reading reading(PlannedCall planned, Service service) {
    return planned.readInside()
        ? JsonAnswers.Reading.INDEXED
        : service.trusted() ? JsonAnswers.Reading.UNREAD : JsonAnswers.Reading.CHECKED;
  }

  /** The call token a service wants to see, if it wants any, on behalf of whoever calls. */
  public Optional<String> token(Service service, Caller caller) {
    return service.callToken()
        ? issuer.map(signer -> CallTokens.of(signer, service.name(), caller))
        : Optional.empty();
  }

  /** The calls of a plan, by their positions. */
  public Call[] calls(Plan plan) {
    return plan.calls().stream().map(call -> call(call, plan.mayFlow(call))).toArray(Call[]::new);
  }
}
