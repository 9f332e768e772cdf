package dev.weft.catalogue;

import io.vertx.sqlclient.Row;
import java.math.BigDecimal;

/** A product as the API tells it, with the names of its class. */
record Product(
    long id,
    String name,
    String brand,
    long sku,
    BigDecimal price,
    long classId,
    String subcategory,
    String category,
    String department,
    String family,
    BigDecimal grossWeight,
    BigDecimal netWeight,
    boolean recyclablePackage,
    boolean lowFat,
    int unitsPerCase,
    int casesPerPallet,
    BigDecimal shelfWidth,
    BigDecimal shelfHeight,
    BigDecimal shelfDepth) {

  static Product of(Row row) {
    return new Product(
        row.getLong("id"),
        row.getString("name"),
        row.getString("brand"),
        row.getLong("sku"),
        row.getBigDecimal("price"),
        row.getLong("class_id"),
        row.getString("subcategory"),
        row.getString("category"),
        row.getString("department"),
        row.getString("family"),
        row.getBigDecimal("gross_weight"),
        row.getBigDecimal("net_weight"),
        row.getBoolean("recyclable_package"),
        row.getBoolean("low_fat"),
        row.getInteger("units_per_case"),
        row.getInteger("cases_per_pallet"),
        row.getBigDecimal("shelf_width"),
        row.getBigDecimal("shelf_height"),
        row.getBigDecimal("shelf_depth"));
  }
}
