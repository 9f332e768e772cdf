package dev.weft.kit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint takes and answers, for the service's OpenAPI document. It describes; nothing is
 * checked by it. Immutable: every method answers another one.
 *
 * @param body what is sent; null for nothing
 * @param results by status; several of one status are alternatives
 */
public record Operation(
    String summary,
    List<Parameter> parameters,
    @Nullable Class<? extends Record> body,
    Map<Integer, List<Result>> results) {

  /** An endpoint of which nothing is said. */
  public static final Operation UNDESCRIBED = new Operation("", List.of(), null, Map.of());

  public Operation {
    parameters = List.copyOf(parameters);
    results = Collections.unmodifiableMap(new TreeMap<>(results));
  }

  /** Where a parameter stands. */
  public enum Place {
    PATH,
    QUERY
  }

  /**
   * A parameter.
   *
   * @param type as a component of a record would have it
   * @param list whether it is several, parted by commas
   * @param range of a whole number; null for any
   */
  public record Parameter(
      String name,
      Place place,
      Class<?> type,
      boolean required,
      boolean list,
      @Nullable Range range) {}

  /** The whole numbers that a parameter may be, and what it is when it is left out. */
  public record Range(int min, int max, int ifAbsent) {}

  /**
   * What is answered.
   *
   * @param type null for no body, or for a problem
   * @param list whether it is an array of them
   */
  public record Result(@Nullable Class<?> type, boolean list) {}

  /** Begins with one sentence for people. */
  public static Operation of(String summary) {
    return new Operation(summary, List.of(), null, Map.of());
  }

  /** The type of a parameter of the path; those that are not told are strings. */
  public Operation path(String name, Class<?> type) {
    return with(new Parameter(name, Place.PATH, type, true, false, null));
  }

  /** A parameter of the query that may be left out. */
  public Operation query(String name, Class<?> type) {
    return with(new Parameter(name, Place.QUERY, type, false, false, null));
  }

  /** A whole number in the query, as {@link Request#intQuery} reads it. */
  public Operation query(String name, int min, int max, int ifAbsent) {
    var range = new Range(min, max, ifAbsent);
    return with(new Parameter(name, Place.QUERY, int.class, false, false, range));
  }

  /** A parameter of the query that may not be left out. */
  public Operation needsQuery(String name, Class<?> type) {
    return with(new Parameter(name, Place.QUERY, type, true, false, null));
  }

  /** Several values parted by commas, as {@link Request#longsQuery} reads them. */
  public Operation queryList(String name, Class<?> type) {
    return with(new Parameter(name, Place.QUERY, type, false, true, null));
  }

  /** What {@link Request#body(Class)} reads. */
  public Operation takes(Class<? extends Record> type) {
    return new Operation(summary, parameters, type, results);
  }

  /** 200 with this; or with this too, when something else was told before. */
  public Operation answers(Class<?> type) {
    return with(200, new Result(type, false));
  }

  /** 200 with an array of these. */
  public Operation answersListOf(Class<?> type) {
    return with(200, new Result(type, true));
  }

  /** 201 with this, and where it is. */
  public Operation creates(Class<?> type) {
    return with(201, new Result(type, false));
  }

  /** 202 with this. */
  public Operation accepts(Class<?> type) {
    return with(202, new Result(type, false));
  }

  /** 204. */
  public Operation answersNothing() {
    return with(204, new Result(null, false));
  }

  /** Statuses of its refusals, 400 to 499, beside those of the kit itself. */
  public Operation refuses(int... statuses) {
    var operation = this;
    for (int status : statuses) {
      if (status < 400 || status > 499) {
        throw new IllegalArgumentException("a refusal has a status of 400 to 499, not " + status);
      }
      operation = operation.with(status, new Result(null, false));
    }
    return operation;
  }

  private Operation with(Parameter parameter) {
    var all = new ArrayList<>(parameters);
    all.add(parameter);
    return new Operation(summary, all, body, results);
  }

  private Operation with(int status, Result result) {
    var all = new TreeMap<>(results);
    var alternatives = new ArrayList<>(all.getOrDefault(status, List.of()));
    alternatives.add(result);
    all.put(status, List.copyOf(alternatives));
    return new Operation(summary, parameters, body, all);
  }
}
