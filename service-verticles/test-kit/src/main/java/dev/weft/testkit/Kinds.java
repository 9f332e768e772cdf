package dev.weft.testkit;

import dev.weft.codecs.CodecRegistry;
import dev.weft.kit.Endpoint;
import dev.weft.kit.FirstLoad;
import dev.weft.kit.Handling;
import dev.weft.kit.MessageHandler;
import dev.weft.kit.Operation;
import dev.weft.kit.Service;
import dev.weft.kit.ServiceDefinition;
import dev.weft.kit.saga.Saga;
import java.util.ArrayList;
import java.util.List;

/** Learns from a service which message types it hears and which it emits. */
public final class Kinds implements ServiceDefinition {

  private final List<Class<?>> heard = new ArrayList<>();
  private final List<Class<?>> emitted = new ArrayList<>();

  /** Asks the service. */
  public static Kinds of(Service service) {
    var kinds = new Kinds();
    service.define(kinds);
    return kinds;
  }

  /** What it handles. */
  public CodecRegistry heard() {
    return CodecRegistry.of(heard);
  }

  /** What it emits. */
  public CodecRegistry emitted() {
    return CodecRegistry.of(emitted);
  }

  @Override
  public <M extends Record> ServiceDefinition on(
      Class<M> type, MessageHandler<M> handler, Handling handling) {
    heard.add(type);
    return this;
  }

  @Override
  public ServiceDefinition saga(Saga<?, ?> saga, Handling handling) {
    heard.addAll(saga.messages());
    return this;
  }

  @Override
  public ServiceDefinition emits(Class<?>... types) {
    emitted.addAll(List.of(types));
    return this;
  }

  @Override
  public ServiceDefinition get(String path, Endpoint endpoint, Operation operation) {
    return this;
  }

  @Override
  public ServiceDefinition post(String path, Endpoint endpoint, Operation operation) {
    return this;
  }

  @Override
  public ServiceDefinition put(String path, Endpoint endpoint, Operation operation) {
    return this;
  }

  @Override
  public ServiceDefinition patch(String path, Endpoint endpoint, Operation operation) {
    return this;
  }

  @Override
  public ServiceDefinition delete(String path, Endpoint endpoint, Operation operation) {
    return this;
  }

  @Override
  public ServiceDefinition migrations(String classpathLocation) {
    return this;
  }

  @Override
  public ServiceDefinition firstLoad(FirstLoad load) {
    return this;
  }
}
