package dev.weft.kit;

import dev.weft.codecs.CodecRegistry;
import dev.weft.codecs.MessageDefinition;
import dev.weft.kit.http.Route;
import dev.weft.kit.messaging.inbox.Subscriber;
import dev.weft.kit.saga.Saga;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what a service says about itself. */
final class Definition implements ServiceDefinition {

  private final List<Route> routes = new ArrayList<>();
  private final Map<Class<?>, Subscriber<?>> subscribers = new LinkedHashMap<>();
  private final List<Saga<?, ?>> sagas = new ArrayList<>();
  private final Set<Class<? extends Record>> emitted = new LinkedHashSet<>();
  private @Nullable String migrations;
  private @Nullable FirstLoad firstLoad;

  static Definition of(Service service) {
    var definition = new Definition();
    service.define(definition);
    definition.sagas.forEach(saga -> saga.checkEmits(definition.emitted));
    return definition;
  }

  List<Route> routes() {
    return routes;
  }

  List<Subscriber<?>> subscribers() {
    return List.copyOf(subscribers.values());
  }

  List<Saga<?, ?>> sagas() {
    return List.copyOf(sagas);
  }

  /** Whether fields of what it emits, or of what it handles, are encrypted. */
  static boolean hasEncrypted(Collection<? extends Class<?>> records) {
    return CodecRegistry.of(records).definitions().stream()
        .anyMatch(MessageDefinition::isEncrypted);
  }

  List<Class<? extends Record>> subscribed() {
    return subscribers.values().stream().<Class<? extends Record>>map(Subscriber::type).toList();
  }

  boolean hasMessages() {
    return !subscribers.isEmpty() || !emitted.isEmpty();
  }

  Set<Class<? extends Record>> emitted() {
    return emitted;
  }

  @Nullable String migrations() {
    return migrations;
  }

  Optional<FirstLoad> firstLoad() {
    return Optional.ofNullable(firstLoad);
  }

  @Override
  public ServiceDefinition get(String path, Endpoint endpoint, Operation operation) {
    return add(new Route(HttpMethod.GET, path, endpoint, operation));
  }

  @Override
  public ServiceDefinition post(String path, Endpoint endpoint, Operation operation) {
    return add(new Route(HttpMethod.POST, path, endpoint, operation));
  }

  @Override
  public ServiceDefinition put(String path, Endpoint endpoint, Operation operation) {
    return add(new Route(HttpMethod.PUT, path, endpoint, operation));
  }

  @Override
  public ServiceDefinition patch(String path, Endpoint endpoint, Operation operation) {
    return add(new Route(HttpMethod.PATCH, path, endpoint, operation));
  }

  @Override
  public ServiceDefinition delete(String path, Endpoint endpoint, Operation operation) {
    return add(new Route(HttpMethod.DELETE, path, endpoint, operation));
  }

  @Override
  public <M extends Record> ServiceDefinition on(
      Class<M> type, MessageHandler<M> handler, Handling handling) {
    return subscribe(new Subscriber<>(type, handler, handling));
  }

  @Override
  public ServiceDefinition saga(Saga<?, ?> saga, Handling handling) {
    if (sagas.stream().anyMatch(other -> other.name().equals(saga.name()))) {
      throw new IllegalArgumentException("two sagas are named " + saga.name());
    }
    sagas.add(saga);
    saga.messages().forEach(type -> subscribe(subscriber(saga, type, handling)));
    return this;
  }

  private static <M extends Record> Subscriber<M> subscriber(
      Saga<?, ?> saga, Class<M> type, Handling handling) {
    return new Subscriber<>(type, saga::handle, handling);
  }

  private ServiceDefinition subscribe(Subscriber<?> subscriber) {
    var type = subscriber.type();
    if (subscribers.putIfAbsent(type, subscriber) != null) {
      throw new IllegalArgumentException(
          "two handlers of " + type.getName() + ", of which a saga may be one");
    }
    return this;
  }

  @Override
  public ServiceDefinition emits(Class<?>... types) {
    for (var type : types) {
      if (!type.isRecord()) {
        throw new IllegalArgumentException("a message is a record, which is not " + type.getName());
      }
      emitted.add(type.asSubclass(Record.class));
    }
    return this;
  }

  @Override
  public ServiceDefinition migrations(String classpathLocation) {
    if (migrations != null) {
      throw new IllegalArgumentException("migrations are told twice");
    }
    migrations = classpathLocation;
    return this;
  }

  @Override
  public ServiceDefinition firstLoad(FirstLoad load) {
    if (firstLoad != null) {
      throw new IllegalArgumentException("the first load is told twice");
    }
    firstLoad = load;
    return this;
  }

  private ServiceDefinition add(Route route) {
    routes.add(route);
    return this;
  }
}
