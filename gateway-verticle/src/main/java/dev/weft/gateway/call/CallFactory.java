package dev.weft.gateway.call;

import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.node.call.CallTokenIssuer;
import dev.weft.node.registry.Protocol;
import dev.weft.node.registry.Registry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
  private final HttpClient client;
  private final Transport http;
  private final Transport flowing;
  private final Transport bus;
  private final Map<Service, Balancer> balancers = new HashMap<>();

  /**
   * What calls may take.
   *
   * @param answerBytes of an answer that is kept until it is complete
   * @param largeBytes from where on an answer that nothing looks into flows through
   */
  public record Limits(long answerBytes, long largeBytes, int jsonDepth) {}

  /** What all calls of a gateway share. */
  public record Shared(Registry registry, Optional<CallTokenIssuer> issuer, Limits limits) {}

  public CallFactory(Vertx vertx, HttpClient client, Shared shared, Map<String, Service> services) {
    this.vertx = vertx;
    this.registry = shared.registry();
    this.services = services;
    this.issuer = shared.issuer();
    this.limits = shared.limits();
    this.client = client;
    this.http = new HttpTransport(client, limits.answerBytes(), HttpTransport.NEVER);
    this.flowing = new HttpTransport(client, limits.answerBytes(), limits.largeBytes());
    this.bus = new BusTransport(vertx, limits.answerBytes());
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
    before.balancers.forEach(
        (service, balancer) -> {
          if (isServed(service)) {
            balancers.put(service, balancer);
          }
        });
  }

  /**
   * A factory for other settings of services. What belongs to a service that is set as before stays
   * and is shared by both: its balancer, its connections.
   */
  public CallFactory with(Map<String, Service> others) {
    return new CallFactory(this, others);
  }

  private boolean isServed(Service kept) {
    var now = service(kept.name());
    return kept.equals(now) || kept.equals(overHttp(now));
  }

  /**
   * A call with all that happens around it.
   *
   * @param mayFlow whether an answer may be handed on before all of it is there
   */
  public Call call(PlannedCall planned, boolean mayFlow) {
    var service = service(planned.service());
    var mock = planned.terms().mock();
    Call call =
        mock == null
            ? new AcrossInstances(balancer(service), transport(service, mayFlow))
            : new MockCall(vertx, mock);
    call = new JsonAnswers(call, limits, reading(planned, service));
    if (issuer.isPresent() && service.callToken()) {
      call = new CallTokens(call, issuer.get(), service.name());
    }
    if (planned.timeout() != null) {
      call = new TimeLimit(vertx, planned.timeout(), call);
    }
    return call;
  }

  public Service service(String name) {
    return services.getOrDefault(name, Service.registered(name));
  }

  public HttpClient client() {
    return client;
  }

  /**
   * Chooses among a service's instances; all calls to it share one, so that it sees all that is
   * under way.
   */
  public Balancer balancer(Service service) {
    return balancers.computeIfAbsent(service, this::newBalancer);
  }

  /**
   * The same for the HTTP addresses of a service, whatever its calls use: a pass-through streams.
   */
  public Balancer httpBalancer(Service service) {
    return balancer(overHttp(service));
  }

  private static Service overHttp(Service service) {
    return new Service(
        service.name(), Protocol.HTTP, service.callToken(), service.trusted(), service.instances());
  }

  private Balancer newBalancer(Service service) {
    var fixed = service.instances();
    return fixed.isEmpty()
        ? new Balancer(() -> registry.instances(service.name()), service.protocol())
        : new Balancer(() -> fixed, service.protocol());
  }

  private Transport transport(Service service, boolean mayFlow) {
    return service.protocol() != Protocol.HTTP ? bus : mayFlow ? flowing : http;
  }

  private static JsonAnswers.Reading reading(PlannedCall planned, Service service) {
    return planned.readInside()
        ? JsonAnswers.Reading.INDEXED
        : service.trusted() ? JsonAnswers.Reading.UNREAD : JsonAnswers.Reading.CHECKED;
  }

  /** The call token a service wants to see, if it wants any. */
  public Optional<String> token(Service service) {
    return service.callToken()
        ? issuer.map(signer -> signer.token(service.name()))
        : Optional.empty();
  }

  /** The calls of a plan, by their positions. */
  public Call[] calls(Plan plan) {
    return plan.calls().stream().map(call -> call(call, plan.mayFlow(call))).toArray(Call[]::new);
  }
}
