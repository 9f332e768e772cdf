package dev.weft.kit.messaging.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Types whose address is not there: left alone for a while that grows with each vain try. */
final class WaitingTypes {

  private static final long LEAST = Duration.ofMillis(250).toNanos();
  private static final long MOST = Duration.ofSeconds(5).toNanos();

  private final Map<String, Pause> pauses = new HashMap<>();

  private record Pause(long until, long length) {}

  /** Nobody takes this type now; answers whether that is news. */
  boolean refuse(String type, long now) {
    var before = pauses.get(type);
    var length = before == null ? LEAST : Math.min(MOST, before.length * 2);
    pauses.put(type, new Pause(now + length, length));
    return before == null;
  }

  /** The type goes again; answers whether that is news. */
  boolean accept(String type) {
    return pauses.remove(type) != null;
  }

  /** Types not to be tried at this time. */
  Set<String> at(long now) {
    if (pauses.isEmpty()) {
      return Set.of();
    }
    return pauses.entrySet().stream()
        .filter(entry -> entry.getValue().until - now > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
