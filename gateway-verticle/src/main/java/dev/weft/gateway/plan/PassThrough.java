package dev.weft.gateway.plan;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A compiled route that hands requests on to one service as they are.
 *
 * @param to the path there, without its tail; null for the path of the request
 * @param tail whether what {@code **} matched is appended
 */
public record PassThrough(
    HttpMethod method,
    String path,
    String summary,
    Duration deadline,
    Access access,
    String service,
    @Nullable UriTemplate to,
    boolean tail)
    implements Route {}
