package dev.weft.testkit;

import dev.weft.kit.Endpoint;
import dev.weft.kit.FirstLoad;
import dev.weft.kit.Handling;
import dev.weft.kit.MessageHandler;
import dev.weft.kit.Operation;
import dev.weft.kit.Service;
import dev.weft.kit.ServiceDefinition;
import dev.weft.kit.saga.Saga;

/** A service that begins with an empty database: its tests say what is there. */
record WithoutLoad(Service service) implements Service {

  @Override
  public String name() {
    return service.name();
  }

  @Override
  public void define(ServiceDefinition definition) {
    service.define(new Rest(definition));
  }

  /** All but the first load. */
  private record Rest(ServiceDefinition definition) implements ServiceDefinition {

    @Override
    public ServiceDefinition get(String path, Endpoint endpoint, Operation operation) {
      definition.get(path, endpoint, operation);
      return this;
    }

    @Override
    public ServiceDefinition post(String path, Endpoint endpoint, Operation operation) {
      definition.post(path, endpoint, operation);
      return this;
    }

    @Override
    public ServiceDefinition put(String path, Endpoint endpoint, Operation operation) {
      definition.put(path, endpoint, operation);
      return this;
    }

    @Override
    public ServiceDefinition patch(String path, Endpoint endpoint, Operation operation) {
      definition.patch(path, endpoint, operation);
      return this;
    }

    @Override
    public ServiceDefinition delete(String path, Endpoint endpoint, Operation operation) {
      definition.delete(path, endpoint, operation);
      return this;
    }

    @Override
    public <M extends Record> ServiceDefinition on(
        Class<M> type, MessageHandler<M> handler, Handling handling) {
      definition.on(type, handler, handling);
      return this;
    }

    @Override
    public ServiceDefinition saga(Saga<?, ?> saga, Handling handling) {
      definition.saga(saga, handling);
      return this;
    }

    @Override
    public ServiceDefinition emits(Class<?>... types) {
      definition.emits(types);
      return this;
    }

    @Override
    public ServiceDefinition migrations(String classpathLocation) {
      definition.migrations(classpathLocation);
      return this;
    }

    @Override
    public ServiceDefinition firstLoad(FirstLoad load) {
      return this;
    }
  }
}
