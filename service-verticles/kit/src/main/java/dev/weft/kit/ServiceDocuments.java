package dev.weft.kit;

import dev.weft.kit.http.Route;
import dev.weft.kit.messaging.types.MessageDocument;
import dev.weft.kit.openapi.OpenApi;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;

/** What a service tells of itself: its endpoints, and its messages when it has any. */
final class ServiceDocuments {

  private static final String MESSAGES = "/asyncapi.json";

  private ServiceDocuments() {}

  /** The service's routes with those of its documents, unless it has its own there. */
  static List<Route> of(String service, String version, Definition definition) {
    var routes = OpenApi.published(service, version, definition.routes());
    var own = routes.stream().anyMatch(route -> route.path().equals(MESSAGES));
    if (own || !definition.hasMessages()) {
      return routes;
    }
    var document = MessageDocument.of(ServiceMessages.of(service, definition), version).toBuffer();
    var all = new ArrayList<>(routes);
    all.add(
        new Route(
            HttpMethod.GET, MESSAGES, (_, _) -> Answer.json(document), Operation.UNDESCRIBED));
    return all;
  }
}
