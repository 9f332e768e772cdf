package dev.weft.kit.http;

import dev.weft.kit.Refusal;
import dev.weft.kit.Request;
import dev.weft.kit.http.Admission.Admitted;
import dev.weft.node.trace.TraceContext;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request as its endpoint sees it. Used by one thread. */
final class KitRequest implements Request {

  private static final int MOST_QUERY_PARAMETERS = 1_000;
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,18})");
  private static final Pattern JSON =
      Pattern.compile(
          "application/(json|[a-z0-9!#$&^_.+-]+\\+json)\\s*(;\\s*charset=\"?utf-8\"?\\s*)?",
          Pattern.CASE_INSENSITIVE);

  private final Admitted admitted;
  private final Buffer body;
  private @Nullable Map<String, List<String>> query;

  KitRequest(Admitted admitted, Buffer body) {
    this.admitted = admitted;
    this.body = body;
  }

  @Override
  public String method() {
    return admitted.head().method().name();
  }

  @Override
  public String path() {
    return admitted.head().path();
  }

  @Override
  public String parameter(String name) {
    int position = admitted.entry().parameterNames().indexOf(name);
    if (position < 0) {
      throw new IllegalArgumentException(
          "no parameter {" + name + "} in " + admitted.entry().route().path());
    }
    return admitted.parameters().get(position);
  }

  @Override
  public long longParameter(String name) {
    return number(parameter(name)).orElseThrow(() -> Refusal.notFound("there is no such " + name));
  }

  @Override
  public Optional<String> query(String name) {
    var values = queries().getOrDefault(name, List.of());
    return values.stream().findFirst();
  }

  @Override
  public OptionalLong longQuery(String name) {
    return query(name).stream()
        .mapToLong(text -> number(text).orElseThrow(() -> badQuery(name, "a whole number")))
        .findFirst();
  }

  @Override
  public int intQuery(String name, int min, int max, int ifAbsent) {
    long number = longQuery(name).orElse(ifAbsent);
    if (number < min || number > max) {
      throw badQuery(name, "a whole number from " + min + " to " + max);
    }
    return (int) number;
  }

  @Override
  public List<Long> longsQuery(String name, int atMost) {
    var text = query(name).orElse("");
    var numbers = new ArrayList<Long>();
    if (text.isEmpty()) {
      return numbers;
    }
    for (var part : text.split(",", atMost + 1)) {
      if (numbers.size() == atMost) {
        throw badQuery(name, "at most " + atMost + " numbers");
      }
      numbers.add(number(part).orElseThrow(() -> badQuery(name, "whole numbers and commas")));
    }
    return numbers;
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(admitted.head().headers().get(name));
  }

  @Override
  public Buffer body() {
    return body;
  }

  @Override
  public <T extends Record> T body(Class<T> type) {
    if (body.length() > 0 && !JSON.matcher(header("Content-Type").orElse("").strip()).matches()) {
      throw Refusal.of(
          415, "unsupported-media-type", null, "the body must be application/json in UTF-8");
    }
    return JsonBody.read(body, type);
  }

  @Override
  public TraceContext trace() {
    return admitted.trace();
  }

  private Map<String, List<String>> queries() {
    var parsed = query;
    if (parsed == null) {
      parsed = parse(admitted.head().query());
      query = parsed;
    }
    return parsed;
  }

  private static Map<String, List<String>> parse(String query) {
    try {
      var decoder =
          new QueryStringDecoder(query, StandardCharsets.UTF_8, false, MOST_QUERY_PARAMETERS, true);
      var parameters = decoder.parameters();
      // PostgreSQL keeps no NUL in a text.
      if (parameters.values().stream().flatMap(List::stream).noneMatch(v -> v.indexOf(0) >= 0)) {
        return parameters;
      }
    } catch (IllegalArgumentException _) {
      // Told below.
    }
    throw Refusal.badRequest("bad-query", "the query is not well-formed");
  }

  private static Optional<Long> number(String text) {
    try {
      return WHOLE_NUMBER.matcher(text).matches()
          ? Optional.of(Long.parseLong(text))
          : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Refusal badQuery(String name, String expected) {
    return Refusal.badRequest("bad-query", "the query parameter " + name + " must be " + expected);
  }
}
