package dev.weft.node.registry;

/** How an instance is spoken to. */
public enum Protocol {
  /** The address is {@code host:port}. */
  HTTP,
  /** The address is an event bus address. */
  EVENT_BUS
}
