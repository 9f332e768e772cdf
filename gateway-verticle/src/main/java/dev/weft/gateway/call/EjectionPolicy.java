package dev.weft.gateway.call;

import dev.weft.node.config.Default;
import java.time.Duration;

/**
 * When an instance that fails is left out. The last one that could be asked never is.
 *
 * @param failures in a row; a refused connection needs no second
 * @param time how long for the first time; twice as long each further time in a row
 * @param longest how long at most
 * @param share of a service's instances that may be left out at once for failing
 */
public record EjectionPolicy(
    @Default("true") boolean enabled,
    @Default("5") int failures,
    @Default("2s") Duration time,
    @Default("1m") Duration longest,
    @Default("0.5") double share) {
  public EjectionPolicy {
    if (failures < 1) {
      throw new IllegalArgumentException("failures must be 1 or more");
    }
    if (share < 0 || share > 1) {
      throw new IllegalArgumentException("share must be from 0 to 1");
    }
    if (time.toMillis() < 1 || longest.compareTo(time) < 0) {
      throw new IllegalArgumentException("time must be 1ms or more, longest no less than time");
    }
  }
}
