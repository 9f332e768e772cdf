package dev.weft.kit.openapi;

import dev.weft.kit.Answer;
import dev.weft.kit.Operation;
import dev.weft.kit.http.Route;
import dev.weft.kit.schema.RecordSchemas;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes a service's OpenAPI 3.1 document, and the endpoint that answers it. */
public final class OpenApi {

  private static final String PATH = "/openapi.json";
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String CALL_TOKEN = "callToken";

  private OpenApi() {}

  /**
   * The endpoints with one more, {@code GET /openapi.json}, unless the service has its own there.
   *
   * @throws IllegalArgumentException if something that was told cannot be described
   */
  public static List<Route> published(String service, String version, List<Route> routes) {
    if (routes.stream().anyMatch(OpenApi::isDocument)) {
      return routes;
    }
    var bytes = document(service, version, routes).toBuffer();
    var all = new ArrayList<>(routes);
    all.add(new Route(HttpMethod.GET, PATH, (_, _) -> Answer.json(bytes), Operation.UNDESCRIBED));
    return all;
  }

  /** The document of a service with these endpoints. */
  public static JsonObject document(String service, String version, List<Route> routes) {
    var schemas = new RecordSchemas(SCHEMAS);
    var operations = new Operations(schemas);
    var paths = new JsonObject();
    for (var route : routes) {
      var path = paths.getJsonObject(route.path(), new JsonObject());
      paths.put(route.path(), path);
      path.put(route.method().name().toLowerCase(Locale.ROOT), operations.of(route));
    }
    return new JsonObject()
        .put("openapi", "3.1.0")
        .put("info", new JsonObject().put("title", service).put("version", version))
        .put("paths", paths)
        .put(
            "components",
            new JsonObject()
                .put("schemas", schemas.definitions().put("Problem", Problems.schema()))
                .put("responses", new JsonObject().put("Problem", Problems.response()))
                .put("securitySchemes", new JsonObject().put(CALL_TOKEN, callToken())))
        .put("security", List.of(new JsonObject().put(CALL_TOKEN, List.of())));
  }

  private static boolean isDocument(Route route) {
    return route.path().equals(PATH) && route.method().equals(HttpMethod.GET);
  }

  private static JsonObject callToken() {
    return new JsonObject()
        .put("type", "apiKey")
        .put("in", "header")
        .put("name", "weft-call-token")
        .put("description", "Signed by the gateway for this service.");
  }
}
