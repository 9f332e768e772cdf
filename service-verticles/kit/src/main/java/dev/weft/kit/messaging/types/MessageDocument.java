package dev.weft.kit.messaging.types;

import dev.weft.kit.ServiceMessages;
import dev.weft.node.config.Mistakes;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The AsyncAPI 3.0 document of one service: what it emits and what it subscribes to. */
public final class MessageDocument {

  private MessageDocument() {}

  /** The document; types that are no messages are left out, as the start tells of them. */
  public static JsonObject of(ServiceMessages service, String version) {
    var info = new JsonObject().put("title", service.service()).put("version", version);
    var declared = Declarations.of(List.of(service), new Mistakes());
    return AsyncApi.of(info, declared, KeptSchemas.none());
  }
}
