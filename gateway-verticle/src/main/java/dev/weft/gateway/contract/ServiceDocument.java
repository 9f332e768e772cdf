package dev.weft.gateway.contract;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document of one service, as it published it. Not to be changed. */
final class ServiceDocument {
  private final String service;
  private final JsonObject root;

  private ServiceDocument(String service, JsonObject root) {
    this.service = service;
    this.root = root;
  }

  /** For a service that publishes nothing. */
  static ServiceDocument unknown(String service) {
    return new ServiceDocument(service, new JsonObject());
  }

  /** The document; empty for what is no OpenAPI 3 in JSON. */
  static Optional<ServiceDocument> read(String service, Buffer bytes) {
    try {
      var root = bytes.toJsonObject();
      boolean usable =
          root.getValue("openapi") instanceof String version
              && version.startsWith("3.")
              && root.getValue("paths", new JsonObject()) instanceof JsonObject;
      return usable ? Optional.of(new ServiceDocument(service, root)) : Optional.empty();
    } catch (DecodeException | ClassCastException _) {
      return Optional.empty();
    }
  }

  String service() {
    return service;
  }

  /** Before 3.1 null was allowed in another way. */
  boolean isOld() {
    return root.getString("openapi", "").startsWith("3.0");
  }

  JsonObject paths() {
    return root.getJsonObject("paths", new JsonObject());
  }

  /** What a reference inside the document leads to, null when it leads nowhere. */
  @Nullable Object find(String reference) {
    try {
      return JsonPointer.fromURI(URI.create(reference)).queryJson(root);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** The operation that a request to a path, given by its segments, is answered by. */
  Optional<ServiceOperation> operation(HttpMethod method, List<String> segments) {
    var verb = method.name().toLowerCase(Locale.ROOT);
    return paths().fieldNames().stream()
        .filter(path -> PathShape.of(path).takes(segments))
        .sorted(PathShape.FEWEST_PARAMETERS)
        .flatMap(path -> operation(path, verb).stream())
        .findFirst();
  }

  /** The operation at a path of the document itself. */
  Optional<ServiceOperation> operation(String path, String verb) {
    return paths().getValue(path) instanceof JsonObject item
            && item.getValue(verb) instanceof JsonObject operation
        ? Optional.of(new ServiceOperation(this, path, item, operation))
        : Optional.empty();
  }
}
