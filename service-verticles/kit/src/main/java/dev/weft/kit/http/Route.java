package dev.weft.kit.http;

import dev.weft.kit.Endpoint;
import dev.weft.kit.Operation;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One endpoint of a service.
 *
 * @param path the template, such as {@code /orders/{id}}
 * @param operation what is told of it
 */
public record Route(HttpMethod method, String path, Endpoint endpoint, Operation operation) {

  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");

  /** Names of the parameters in the order of the path. */
  public List<String> parameterNames() {
    return PARAMETER.matcher(path).results().map((MatchResult m) -> m.group(1)).toList();
  }

  boolean isRead() {
    return method.equals(HttpMethod.GET);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
