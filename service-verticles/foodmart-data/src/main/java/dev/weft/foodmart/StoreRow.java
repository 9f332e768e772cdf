package dev.weft.foodmart;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A row of {@code store}; store 0 is the head office, which sells nothing. */
public record StoreRow(
    @JsonProperty("store_id") int id,
    @JsonProperty("store_type") String type,
    @JsonProperty("store_name") String name,
    @JsonProperty("store_street_address") String address,
    @JsonProperty("store_city") String city,
    @JsonProperty("store_state") String state,
    @JsonProperty("store_postal_code") String postalCode,
    @JsonProperty("store_country") String country,
    @JsonProperty("store_manager") @Nullable String manager,
    @JsonProperty("store_phone") @Nullable String phone,
    @JsonProperty("first_opened_date") @Nullable LocalDate opened,
    @JsonProperty("last_remodel_date") @Nullable LocalDate remodelled,
    @JsonProperty("store_sqft") @Nullable Integer squareFeet,
    @JsonProperty("coffee_bar") boolean coffeeBar,
    @JsonProperty("video_store") boolean videoStore,
    @JsonProperty("salad_bar") boolean saladBar,
    @JsonProperty("prepared_food") boolean preparedFood,
    @JsonProperty("florist") boolean florist) {}
