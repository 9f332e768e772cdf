package dev.weft.foodmart;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;

/** A row of {@code time_by_day}: the date behind a {@code time_id}. */
public record DayRow(@JsonProperty("time_id") int id, @JsonProperty("the_date") LocalDate date) {}
