package dev.weft.gateway;

import dev.weft.node.config.Default;
import java.net.URI;
import java.util.List;

/**
 * What the gateway publishes about its API, key {@code openapi}.
 *
 * @param publish whether {@code /openapi.json} and {@code /docs} are served
 * @param title of the API
 * @param version of the API, as its owner counts
 * @param servers where clients reach it; with none, where they got the document from
 */
public record OpenApiConfig(
    @Default("true") boolean publish,
    @Default("API") String title,
    @Default("1") String version,
    List<URI> servers) {
  public OpenApiConfig {
    servers = List.copyOf(servers);
  }
}
