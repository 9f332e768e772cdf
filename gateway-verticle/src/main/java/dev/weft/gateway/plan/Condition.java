package dev.weft.gateway.plan;

/** What {@code when:} says: a call is made only if a reference is as wanted. Immutable. */
public record Condition(Reference reference, Test test, String text) {

  /** What is wanted of the reference. A value that is not there equals nothing. */
  public enum Test {
    PRESENT,
    ABSENT,
    EQUAL,
    DIFFERENT
  }

  public boolean holds(Values values) {
    return switch (test) {
      case PRESENT -> values.has(reference);
      case ABSENT -> !values.has(reference);
      case EQUAL -> text.equals(values.value(reference));
      case DIFFERENT -> !text.equals(values.value(reference));
    };
  }
}
