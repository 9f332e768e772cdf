package dev.weft.foodmart;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A row of {@code inventory_fact_1997} or {@code inventory_fact_1998}: one delivery to a store. */
public record InventoryRow(
    @JsonProperty("product_id") int productId,
    @JsonProperty("store_id") int storeId,
    @JsonProperty("units_shipped") int unitsShipped) {}
