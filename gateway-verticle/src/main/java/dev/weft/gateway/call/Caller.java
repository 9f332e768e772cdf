package dev.weft.gateway.call;

import dev.weft.gateway.json.JsonTape;
import dev.weft.node.call.CallTokenCaller;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request.
 *
 * @param identity tells callers apart: answers made for one are never shown to another; empty for
 *     whoever has shown nothing
 * @param claims what a checked token says of the caller; null without one
 * @param behalf what services are told of the caller; null for nothing
 */
public record Caller(String identity, @Nullable JsonTape claims, @Nullable CallTokenCaller behalf) {
  public static final Caller ANONYMOUS = new Caller("", null);

  public Caller(String identity, @Nullable JsonTape claims) {
    this(identity, claims, null);
  }
}
