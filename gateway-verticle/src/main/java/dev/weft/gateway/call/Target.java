package dev.weft.gateway.call;

import dev.weft.node.registry.Instance;

/**
 * One instance of a service as one event loop sees it: how many calls it has under way there, and
 * until when it is left out after it failed.
 */
public final class Target {
  private final Instance instance;
  private final String host;
  private final int port;
  private int inFlight;
  private long ejectedUntil = System.nanoTime();

  Target(Instance instance) {
    this.instance = instance;
    int colon = instance.address().lastIndexOf(':');
    boolean hasPort = colon > 0 && instance.protocol() == dev.weft.node.registry.Protocol.HTTP;
    this.host = hasPort ? instance.address().substring(0, colon) : instance.address();
    this.port = hasPort ? Integer.parseInt(instance.address().substring(colon + 1)) : 0;
  }

  public Instance instance() {
    return instance;
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  /** Counts a call; it must be {@link #end ended}. */
  public void begin() {
    inFlight++;
  }

  public void end() {
    inFlight--;
  }

  void eject(long nanos) {
    ejectedUntil = System.nanoTime() + nanos;
  }

  boolean isEjected(long now) {
    return ejectedUntil - now > 0;
  }

  /** Whether this one has less to do than another, in proportion to their weights. */
  boolean isLessLoadedThan(Target other) {
    return (long) inFlight * other.instance.weight() < (long) other.inFlight * instance.weight();
  }
}
