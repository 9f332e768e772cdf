package dev.weft.gateway.call;

import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;

/**
 * One instance of a service as one event loop sees it: how many calls it has under way there, and
 * until when it is left out after it failed.
 */
public final class Target {
  private static final int MOST_DOUBLINGS = 16;
  private static final int FAR_BUSIER = 10;

  private final Instance instance;
  private final String host;
  private final int port;
  private int inFlight;
  private int failures;
  private int ejections;
  private boolean ejected;
  private long ejectedUntil;

  Target(Instance instance) {
    this.instance = instance;
    int colon = instance.address().lastIndexOf(':');
    boolean hasPort = colon > 0 && instance.protocol() == Protocol.HTTP;
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

  void healthy() {
    failures = 0;
    ejections = 0;
  }

  /** How often it has failed in a row. */
  int failed() {
    return ++failures;
  }

  void eject(long now, EjectionPolicy policy) {
    int doublings = Math.min(ejections++, MOST_DOUBLINGS);
    long nanos = Math.min(policy.time().toNanos() << doublings, policy.longest().toNanos());
    ejectedUntil = now + nanos;
    ejected = true;
  }

  boolean isEjected(long now) {
    ejected = ejected && ejectedUntil - now > 0;
    return ejected;
  }

  /** Whether this one has less to do than another, in proportion to their weights. */
  boolean isLessLoadedThan(Target other) {
    return (long) inFlight * other.instance.weight() < (long) other.inFlight * instance.weight();
  }

  /** Whether it has more than twice as much to do, and a good deal more. */
  boolean isFarBusierThan(Target other) {
    long own = (long) inFlight * other.instance.weight();
    long others = (long) other.inFlight * instance.weight();
    return own > 2 * others + (long) FAR_BUSIER * instance.weight() * other.instance.weight();
  }
}
