package dev.weft.gateway.answer;

import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.plan.JsonPath;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects that a join has looked up, by their key. Of two with one key the first counts. */
public final class JoinIndex {
  private final Map<String, Found> byKey = new LinkedHashMap<>();

  /** A value inside an answer. */
  public record Found(JsonTape tape, int token) {}

  /** Takes the items of an array; false when the value is none. */
  public boolean addAll(JsonTape tape, JsonPath to) {
    if (tape.kind(0) != JsonTape.Kind.ARRAY) {
      return false;
    }
    int end = tape.next(0);
    for (int item = tape.first(0); item < end; item = tape.next(item)) {
      int key = to.find(tape, item);
      if (isKey(tape, key)) {
        byKey.putIfAbsent(tape.text(key), new Found(tape, item));
      }
    }
    return true;
  }

  /** Whether a token can be a key: a text or number; 1 and "1" are the same. */
  static boolean isKey(JsonTape tape, int token) {
    return token != JsonTape.NONE
        && switch (tape.kind(token)) {
          case TEXT, NUMBER, BOOLEAN -> true;
          case OBJECT, ARRAY, NULL -> false;
        };
  }

  /** All that was found, in the order in which it came. */
  public Collection<Found> all() {
    return byKey.values();
  }

  public @Nullable Found get(String key) {
    return byKey.get(key);
  }
}
