package dev.weft.kit.saga;

import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A saga as its row holds it. */
record SagaRow(
    String key,
    String state,
    String data,
    @Nullable UUID timeout,
    JsonArray compensations,
    boolean ended) {

  static SagaRow of(Row row) {
    return new SagaRow(
        row.getString("key"),
        row.getString("state"),
        row.getString("data"),
        row.getUUID("timeout_id"),
        row.getJsonArray("compensations"),
        row.getBoolean("ended"));
  }
}
