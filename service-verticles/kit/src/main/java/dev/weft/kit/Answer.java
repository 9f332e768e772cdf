package dev.weft.kit;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint answers: a status, headers and a body. The body is a record, a list, a map or
 * anything else Jackson writes, or a {@link Buffer} that already is JSON. Immutable.
 *
 * @param body null for an answer with no body
 */
public record Answer(int status, Map<String, String> headers, @Nullable Object body) {

  public Answer {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("not the status of an answer: " + status);
    }
    headers = Map.copyOf(headers);
  }

  public static Answer ok(Object body) {
    return new Answer(200, Map.of(), body);
  }

  /** 201 with the {@code Location} of what was created. */
  public static Answer created(String location, Object body) {
    return new Answer(201, Map.of("Location", location), body);
  }

  public static Answer accepted(Object body) {
    return new Answer(202, Map.of(), body);
  }

  public static Answer noContent() {
    return new Answer(204, Map.of(), null);
  }

  /** 200 with bytes that are JSON already. */
  public static Answer json(Buffer json) {
    return new Answer(200, Map.of(), json);
  }

  public Answer withHeader(String name, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Answer(status, all, body);
  }
}
