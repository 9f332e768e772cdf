package dev.weft.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the management port of a process for the sagas of the services in it. */
final class SagaDesk implements AutoCloseable {

  private final ManagementClient client;

  SagaDesk(ManagementClient client) {
    this.client = client;
  }

  /** The services that have sagas, or the one that is asked for. */
  List<String> services(@Nullable String wanted) {
    return client.services(wanted, "sagas", name -> path(name) + "?limit=1");
  }

  /** The first of a service's sagas, and how many match. */
  JsonNode list(String service, Map<String, String> filter, int limit) {
    Map<String, String> query = new LinkedHashMap<>(filter);
    query.put("limit", Integer.toString(limit));
    return client.need(path(service) + ManagementClient.query(query));
  }

  Optional<JsonNode> show(SagaReference saga) {
    return client.get(
        "%s/%s/%s"
            .formatted(
                path(saga.service()),
                ManagementClient.encode(saga.saga()),
                ManagementClient.encode(saga.key())));
  }

  @Override
  public void close() {
    client.close();
  }

  private static String path(String service) {
    return "/sagas/" + ManagementClient.encode(service);
  }
}
