package dev.weft.foodmart;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A row of {@code product_class}: where a product stands in the assortment. */
public record ProductClassRow(
    @JsonProperty("product_class_id") int id,
    @JsonProperty("product_subcategory") String subcategory,
    @JsonProperty("product_category") String category,
    @JsonProperty("product_department") String department,
    @JsonProperty("product_family") String family) {}
