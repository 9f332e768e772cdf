package dev.weft.gateway.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What references stand for in one request. */
public interface Values {
  /** A single value; null when it is missing, or is no string, number or boolean. */
  @Nullable String value(Reference reference);

  /** The distinct values of a list reference, in order. */
  List<String> values(Reference reference);

  /** Whether there is anything but null, be it an object or a list with something in it. */
  default boolean has(Reference reference) {
    return reference.isList() ? !values(reference).isEmpty() : value(reference) != null;
  }
}
