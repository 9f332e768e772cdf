package dev.weft.codecs;

import io.vertx.core.eventbus.EventBus;

/** Teaches an event bus all message types of a registry. */
public final class BusCodecs {

  private BusCodecs() {}

  /** From now on records of the registry can be sent and received as they are. */
  public static void register(EventBus bus, CodecRegistry registry) {
    registry.definitions().forEach(definition -> register(bus, registry, definition));
  }

  /** Undoes {@link #register(EventBus, CodecRegistry)}. */
  public static void unregister(EventBus bus, CodecRegistry registry) {
    registry.definitions().forEach(definition -> bus.unregisterDefaultCodec(definition.record()));
  }

  private static <M extends Record> void register(
      EventBus bus, CodecRegistry registry, MessageDefinition<M> definition) {
    bus.registerDefaultCodec(
        definition.record(), new BusCodec<>(definition, registry.wire(Format.JSON)));
  }
}
