package dev.weft.kit;

import dev.weft.node.trace.TraceContext;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A request, whichever way it came. Methods that read refuse what does not fit with a 400. */
public interface Request {

  /** Upper case, such as {@code GET}. */
  String method();

  /** The path as it was sent, without the query. */
  String path();

  /** The value of a path parameter, decoded. */
  String parameter(String name);

  /** The value of a path parameter that is a whole number; anything else is 404: no such thing. */
  long longParameter(String name);

  /** The first value of that name in the query, decoded. */
  Optional<String> query(String name);

  /** A whole number in the query; 400 if it is something else. */
  OptionalLong longQuery(String name);

  /** A whole number in the query from {@code min} to {@code max}; 400 if it is something else. */
  int intQuery(String name, int min, int max, int ifAbsent);

  /** Whole numbers parted by commas, in order; empty if absent; 400 if there are more. */
  List<Long> longsQuery(String name, int atMost);

  Optional<String> header(String name);

  /** The bytes of the body. */
  Buffer body();

  /**
   * The body as a record, read strictly: malformed JSON, an unknown, missing, doubled or null field
   * (unless {@code @Nullable}), or one of the wrong type is a 400 with a JSON pointer.
   */
  <T extends Record> T body(Class<T> type);

  TraceContext trace();
}
