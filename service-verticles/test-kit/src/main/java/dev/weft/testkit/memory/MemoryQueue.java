package dev.weft.testkit.memory;

import dev.weft.codecs.AmqpContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one subscription in their order, and who reads them. Messages of one key go to
 * one reader; a key changes its reader only when none of its messages is under way. Used under the
 * broker's lock.
 */
final class MemoryQueue {

  private final TreeMap<Long, AmqpContent> ready = new TreeMap<>();
  private final Map<String, Holding> held = new HashMap<>();
  private final List<MemoryReader> readers = new ArrayList<>();
  private long places;
  private int turn;

  /** How many messages of a key a reader has and has not settled. */
  private record Holding(MemoryReader reader, int messages) {}

  void put(AmqpContent message) {
    ready.put(places++, message);
    dispatch();
  }

  void join(MemoryReader reader) {
    readers.add(reader);
    dispatch();
  }

  /** What it has not settled goes back to where it was. */
  void leave(MemoryReader reader, Map<Long, AmqpContent> unsettled) {
    readers.remove(reader);
    held.values().removeIf(holding -> holding.reader.equals(reader));
    ready.putAll(unsettled);
    dispatch();
  }

  void settled(AmqpContent message) {
    var key = message.groupId();
    if (key != null) {
      held.computeIfPresent(
          key,
          (_, holding) ->
              holding.messages == 1 ? null : new Holding(holding.reader, holding.messages - 1));
    }
    dispatch();
  }

  long size() {
    return ready.size() + readers.stream().mapToLong(MemoryReader::unsettled).sum();
  }

  void deleted() {
    ready.clear();
    List.copyOf(readers).forEach(MemoryReader::queueDeleted);
  }

  /** Hands out what can be handed out, oldest first; a message that must wait holds up its key. */
  void dispatch() {
    var waiting = new HashSet<String>();
    var messages = ready.entrySet().iterator();
    while (messages.hasNext() && readers.stream().anyMatch(MemoryReader::hasRoom)) {
      var next = messages.next();
      // An entry of a tree is not to be read any more once it has been removed.
      var place = next.getKey();
      var message = next.getValue();
      var reader = readerOf(message.groupId(), waiting);
      if (reader != null) {
        messages.remove();
        hold(message.groupId(), reader);
        reader.take(place, message);
      }
    }
  }

  private @Nullable MemoryReader readerOf(@Nullable String key, Set<String> waiting) {
    if (key == null) {
      var free = readers.stream().filter(MemoryReader::hasRoom).toList();
      return free.get(Math.floorMod(turn++, free.size()));
    }
    if (waiting.contains(key)) {
      return null;
    }
    var holding = held.get(key);
    var owner =
        holding == null
            ? readers.get(Math.floorMod(key.hashCode(), readers.size()))
            : holding.reader;
    if (owner.hasRoom()) {
      return owner;
    }
    waiting.add(key);
    return null;
  }

  private void hold(@Nullable String key, MemoryReader reader) {
    if (key != null) {
      held.merge(
          key,
          new Holding(reader, 1),
          (before, one) -> new Holding(reader, before.messages + one.messages));
    }
  }
}
