package dev.weft.foodmart;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/** A row of {@code sales_fact_1998}: one product in one basket. */
public record SaleRow(
    @JsonProperty("product_id") int productId,
    @JsonProperty("time_id") int timeId,
    @JsonProperty("customer_id") int customerId,
    @JsonProperty("store_id") int storeId,
    @JsonProperty("store_sales") BigDecimal amount,
    @JsonProperty("unit_sales") BigDecimal quantity) {}
