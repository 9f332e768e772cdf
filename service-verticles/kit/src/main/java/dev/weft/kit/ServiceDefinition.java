package dev.weft.kit;

import dev.weft.kit.saga.Saga;

/**
 * What a service offers and needs. Paths may hold parameters: {@code /orders/{id}}. A mistake, such
 * as the same endpoint twice, is told when the service starts.
 */
public interface ServiceDefinition {

  /** A read. Its transaction is read-only and sees one snapshot of the database. */
  default ServiceDefinition get(String path, Endpoint endpoint) {
    return get(path, endpoint, Operation.UNDESCRIBED);
  }

  default ServiceDefinition post(String path, Endpoint endpoint) {
    return post(path, endpoint, Operation.UNDESCRIBED);
  }

  default ServiceDefinition put(String path, Endpoint endpoint) {
    return put(path, endpoint, Operation.UNDESCRIBED);
  }

  default ServiceDefinition patch(String path, Endpoint endpoint) {
    return patch(path, endpoint, Operation.UNDESCRIBED);
  }

  default ServiceDefinition delete(String path, Endpoint endpoint) {
    return delete(path, endpoint, Operation.UNDESCRIBED);
  }

  /** Like the one without, and tells in {@code /openapi.json} what it takes and answers. */
  ServiceDefinition get(String path, Endpoint endpoint, Operation operation);

  ServiceDefinition post(String path, Endpoint endpoint, Operation operation);

  ServiceDefinition put(String path, Endpoint endpoint, Operation operation);

  ServiceDefinition patch(String path, Endpoint endpoint, Operation operation);

  ServiceDefinition delete(String path, Endpoint endpoint, Operation operation);

  /** Subscribes to messages of a type; effects are once, and in order for each key of the type. */
  default <M extends Record> ServiceDefinition on(Class<M> type, MessageHandler<M> handler) {
    return on(type, handler, Handling.SKIP);
  }

  /**
   * Like the one without, with a say in what happens behind a dead letter and how long it takes.
   */
  <M extends Record> ServiceDefinition on(
      Class<M> type, MessageHandler<M> handler, Handling handling);

  /**
   * Declares a long-running process: its messages become subscriptions of the service, and the saga
   * is what handles them.
   */
  default ServiceDefinition saga(Saga<?, ?> saga) {
    return saga(saga, Handling.SKIP);
  }

  /** Like the one without, with a say in how its messages are handled. */
  ServiceDefinition saga(Saga<?, ?> saga, Handling handling);

  /** Declares the message types (records) that this service emits; emitting any other one fails. */
  ServiceDefinition emits(Class<?>... types);

  /** Where the service's Flyway migrations stand on the class path, such as {@code db/orders}. */
  ServiceDefinition migrations(String classpathLocation);

  /** What fills an empty database; runs once per database, in one transaction. */
  ServiceDefinition firstLoad(FirstLoad load);
}
