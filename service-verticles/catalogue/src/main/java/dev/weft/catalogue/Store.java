package dev.weft.catalogue;

import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A store as the API tells it; store 0 is the head office. */
record Store(
    long id,
    String type,
    String name,
    String address,
    String city,
    String state,
    String postalCode,
    String country,
    @Nullable String manager,
    @Nullable String phone,
    @Nullable LocalDate opened,
    @Nullable LocalDate remodelled,
    @Nullable Integer squareFeet,
    boolean coffeeBar,
    boolean videoStore,
    boolean saladBar,
    boolean preparedFood,
    boolean florist) {

  static Store of(Row row) {
    return new Store(
        row.getLong("id"),
        row.getString("type"),
        row.getString("name"),
        row.getString("address"),
        row.getString("city"),
        row.getString("state"),
        row.getString("postal_code"),
        row.getString("country"),
        row.getString("manager"),
        row.getString("phone"),
        row.getLocalDate("opened"),
        row.getLocalDate("remodelled"),
        row.getInteger("square_feet"),
        row.getBoolean("coffee_bar"),
        row.getBoolean("video_store"),
        row.getBoolean("salad_bar"),
        row.getBoolean("prepared_food"),
        row.getBoolean("florist"));
  }
}
