package dev.weft.gateway.edge;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Something that the gateway itself serves at a path, out of memory. A route at the same path
 * counts more.
 *
 * @param content what it is now; asked for with every request, on event loops
 */
public record Page(String path, Supplier<Content> content) {

  /**
   * What is served. Immutable.
   *
   * @param body not to be changed
   * @param etag changes with the body
   * @param headers beside type, length and ETag
   */
  public record Content(String type, Buffer body, String etag, Map<String, String> headers) {
    public Content {
      headers = Map.copyOf(headers);
    }

    public static Content of(String type, Buffer body) {
      var etag = '"' + UUID.nameUUIDFromBytes(body.getBytes()).toString() + '"';
      return new Content(type, body, etag, Map.of());
    }

    /** The same with more headers. */
    public Content with(Map<String, String> more) {
      var all = new HashMap<>(headers);
      all.putAll(more);
      return new Content(type, body, etag, all);
    }
  }
}
