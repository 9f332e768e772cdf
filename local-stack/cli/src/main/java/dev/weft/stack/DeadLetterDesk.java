package dev.weft.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the management port of a process for the dead letters of the services in it. */
final class DeadLetterDesk implements AutoCloseable {

  private final ManagementClient client;

  DeadLetterDesk(ManagementClient client) {
    this.client = client;
  }

  /** The services that have messages, or the one that is asked for. */
  List<String> services(@Nullable String wanted) {
    return client.services(wanted, "messages", name -> path(name) + "?limit=0");
  }

  /** A page of a service's dead letters, and how many match. */
  JsonNode list(String service, Map<String, String> filter, long after, int limit) {
    Map<String, String> query = new LinkedHashMap<>(filter);
    query.put("after", Long.toString(after));
    query.put("limit", Integer.toString(limit));
    return client.need(path(service) + ManagementClient.query(query));
  }

  /** How many dead letters of a service match. */
  long count(String service, Map<String, String> filter) {
    return list(service, filter, 0, 0).path("matching").asLong();
  }

  Optional<JsonNode> show(DeadLetterReference letter) {
    return client.get(path(letter.service()) + "/" + letter.id());
  }

  /** Redrives or discards what a filter means; an empty one means all. */
  JsonNode act(String act, String service, Map<String, String> filter) {
    Map<String, Object> body = new LinkedHashMap<>(filter);
    body.put("by", System.getProperty("user.name", "somebody"));
    if (filter.isEmpty()) {
      body.put("all", true);
    }
    return client.post(path(service) + "/" + act, body);
  }

  @Override
  public void close() {
    client.close();
  }

  private static String path(String service) {
    return "/messages/" + ManagementClient.encode(service) + "/dead-letters";
  }
}
