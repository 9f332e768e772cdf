package dev.weft.foodmart;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/**
 * A row of {@code product}; the price is the suggested retail price, weights and sizes as written.
 */
public record ProductRow(
    @JsonProperty("product_id") int id,
    @JsonProperty("product_class_id") int classId,
    @JsonProperty("brand_name") String brand,
    @JsonProperty("product_name") String name,
    @JsonProperty("SKU") long sku,
    @JsonProperty("SRP") BigDecimal price,
    @JsonProperty("gross_weight") BigDecimal grossWeight,
    @JsonProperty("net_weight") BigDecimal netWeight,
    @JsonProperty("recyclable_package") boolean recyclablePackage,
    @JsonProperty("low_fat") boolean lowFat,
    @JsonProperty("units_per_case") int unitsPerCase,
    @JsonProperty("cases_per_pallet") int casesPerPallet,
    @JsonProperty("shelf_width") BigDecimal shelfWidth,
    @JsonProperty("shelf_height") BigDecimal shelfHeight,
    @JsonProperty("shelf_depth") BigDecimal shelfDepth) {}
