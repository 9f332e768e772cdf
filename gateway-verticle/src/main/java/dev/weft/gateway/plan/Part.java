package dev.weft.gateway.plan;

import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.json.Splice;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The JSON that a call contributes: checked bytes, with a tape where something looks inside. */
public record Part(Splice bytes, @Nullable JsonTape tape) {
  /** A part that is not there. */
  public static final Part NULL = of("null");

  /** A part from text that is known to be JSON. */
  public static Part of(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return switch (JsonTape.of(bytes, 100)) {
      case JsonTape.Taped taped -> new Part(Splice.of(bytes), taped.tape());
      case JsonTape.Faulty faulty ->
          throw new IllegalArgumentException("the text " + faulty.fault().description());
    };
  }
}
