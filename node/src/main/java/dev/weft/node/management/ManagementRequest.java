package dev.weft.node.management;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * A request to the management port.
 *
 * @param path the values of the path's parameters by name, decoded
 * @param query the values of the query by name, decoded; none stands twice
 * @param body empty when none was sent
 * @param from the address it came from
 */
public record ManagementRequest(
    Map<String, String> path, Map<String, String> query, JsonObject body, String from) {}
