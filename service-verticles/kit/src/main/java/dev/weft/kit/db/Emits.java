package dev.weft.kit.db;

import java.util.Set;

/** The message types that a service declares to emit, and what writes them at commit. */
public record Emits(Set<Class<?>> types, CommitHook hook) {

  public static final Emits NOTHING = new Emits(Set.of(), CommitHook.NONE);

  public Emits {
    types = Set.copyOf(types);
  }

  void check(Record message) {
    if (!types.contains(message.getClass())) {
      throw new IllegalStateException(
          message.getClass().getName() + " is not declared: add it to emits(...)");
    }
  }
}
