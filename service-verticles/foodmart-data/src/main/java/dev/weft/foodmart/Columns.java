package dev.weft.foodmart;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows into columns: one array for each, in the order told, as {@code unnest($1::int[],
 * $2::text[])} takes them. So a chunk of rows is one statement. Not safe for several threads.
 */
public final class Columns<T> {

  private final List<T> rows;
  private final List<Object> arrays = new ArrayList<>();

  private Columns(List<T> rows) {
    this.rows = rows;
  }

  /** Starts with no column. */
  public static <T> Columns<T> of(List<T> rows) {
    return new Columns<>(rows);
  }

  /** Adds a column for {@code int[]}. */
  public Columns<T> ints(Function<T, @Nullable Integer> value) {
    return add(value, Integer[]::new);
  }

  /** Adds a column for {@code bigint[]}. */
  public Columns<T> longs(Function<T, Long> value) {
    return add(value, Long[]::new);
  }

  /** Adds a column for {@code text[]}. */
  public Columns<T> texts(Function<T, @Nullable String> value) {
    return add(value, String[]::new);
  }

  /** Adds a column for {@code numeric[]}. */
  public Columns<T> decimals(Function<T, BigDecimal> value) {
    return add(value, BigDecimal[]::new);
  }

  /** Adds a column for {@code date[]}. */
  public Columns<T> dates(Function<T, @Nullable LocalDate> value) {
    return add(value, LocalDate[]::new);
  }

  /** Adds a column for {@code boolean[]}. */
  public Columns<T> flags(Function<T, Boolean> value) {
    return add(value, Boolean[]::new);
  }

  /** The columns so far. */
  public Object[] arrays() {
    return arrays.toArray();
  }

  private <V extends @Nullable Object> Columns<T> add(
      Function<T, V> value, IntFunction<@Nullable Object[]> array) {
    arrays.add(rows.stream().map(value).toArray(array));
    return this;
  }
}
