package dev.weft.node.registry;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An instance and the member that stands for it, as it lies in the replicated map: JSON. */
record Owned(String owner, Instance instance) {

  private static final Logger log = LoggerFactory.getLogger(Owned.class);

  String encode() {
    return instance.toJson().put("owner", owner).encode();
  }

  /** Empty when there is nothing, or nothing that this version understands. */
  static Optional<Owned> decode(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      var json = new JsonObject(text);
      return Optional.of(new Owned(json.getString("owner", ""), Instance.fromJson(json)));
    } catch (RuntimeException e) {
      log.debug("not an entry of the registry: {}", text, e);
      return Optional.empty();
    }
  }
}
