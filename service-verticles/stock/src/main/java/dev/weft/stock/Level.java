package dev.weft.stock;

import io.vertx.sqlclient.Row;

/** What a store has of a product, in units, as the API tells it. */
record Level(long storeId, int onHand, int reserved, int available) {

  static Level of(Row row) {
    int onHand = row.getInteger("on_hand");
    int reserved = row.getInteger("reserved");
    return new Level(row.getLong("store_id"), onHand, reserved, onHand - reserved);
  }
}
