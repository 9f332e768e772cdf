package dev.weft.kit.http;

/** How a request came. */
enum Transport {
  HTTP,
  EVENT_BUS
}
