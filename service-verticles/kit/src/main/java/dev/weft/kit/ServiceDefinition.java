package dev.weft.kit;

/**
 * What a service offers and needs. Paths may hold parameters: {@code /orders/{id}}. A mistake, such
 * as the same endpoint twice, is told when the service starts.
 */
public interface ServiceDefinition {

  /** A read. Its transaction is read-only and sees one snapshot of the database. */
  ServiceDefinition get(String path, Endpoint endpoint);

  ServiceDefinition post(String path, Endpoint endpoint);

  ServiceDefinition put(String path, Endpoint endpoint);

  ServiceDefinition patch(String path, Endpoint endpoint);

  ServiceDefinition delete(String path, Endpoint endpoint);

  /** Subscribes to messages of a type; effects are once, and in order for each key of the type. */
  <M extends Record> ServiceDefinition on(Class<M> type, MessageHandler<M> handler);

  /** Declares the message types (records) that this service emits; emitting any other one fails. */
  ServiceDefinition emits(Class<?>... types);

  /** Where the service's Flyway migrations stand on the class path, such as {@code db/orders}. */
  ServiceDefinition migrations(String classpathLocation);

  /** What fills an empty database; runs once per database, in one transaction. */
  ServiceDefinition firstLoad(FirstLoad load);
}
