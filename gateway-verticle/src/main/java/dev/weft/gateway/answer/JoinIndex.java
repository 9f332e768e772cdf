package dev.weft.gateway.answer;

import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.plan.JsonPath;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects that a join has looked up, by their key. Of two with one key the first counts. */
public final class JoinIndex {
  private final Map<String, Found> byKey = new HashMap<>();

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
      if (key != JsonTape.NONE) {
        byKey.putIfAbsent(tape.text(key), new Found(tape, item));
      }
    }
    return true;
  }

  public @Nullable Found get(String key) {
    return byKey.get(key);
  }
}
