package dev.weft.node.http;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the value that stands for a method and a path. Immutable, safe for all threads.
 *
 * <p>Templates are {@code /a/{x}/b}, or {@code /a/**} for everything from {@code /a} down. In each
 * segment a literal beats a parameter, and a parameter beats a tail. The cost of a look-up grows
 * with the number of segments in the path, not with the number of templates.
 */
public final class PathTable<T> {

  /** Stands for every method that has no value of its own. */
  public static final HttpMethod ANY = HttpMethod.valueOf("*");

  private static final Comparator<HttpMethod> BY_NAME = Comparator.comparing(HttpMethod::name);

  private final PathNode<T> root;

  private PathTable(PathNode<T> root) {
    this.root = root;
  }

  public static <T> Builder<T> builder() {
    return new Builder<>();
  }

  /**
   * Looks a path up as it came over the wire, still percent-encoded and without its query. HEAD is
   * found where GET is, unless it has a value of its own there (RFC 9110, 9.3.2). A path that
   * {@link PathSafety} refuses may be found or not: check first.
   */
  public PathMatch<T> match(HttpMethod method, String rawPath) {
    if (!rawPath.startsWith("/")) {
      return new PathMatch.NoSuchPath<>();
    }
    var search = new Search<T>(method, rawPath);
    var found = search.from(root, 1);
    if (found != null) {
      return found;
    }
    return search.allowed == null
        ? new PathMatch.NoSuchPath<>()
        : new PathMatch.WrongMethod<>(search.allowed);
  }

  /** Collects templates; each pair of method and template shape has one value. */
  public static final class Builder<T> {
    private final PathNode.Draft<T> root = new PathNode.Draft<>();

    private Builder() {}

    /**
     * Adds a template.
     *
     * @throws IllegalArgumentException when the template is not well-formed, or when another one
     *     matches exactly the same paths for this method
     */
    public Builder<T> add(HttpMethod method, String template, T value) {
      PathTemplate.parse(template).addTo(root, method, value);
      return this;
    }

    public PathTable<T> build() {
      return new PathTable<>(root.build());
    }
  }

  private static final class Search<T> {
    private final HttpMethod method;
    private final String path;
    private final List<String> parameters = new ArrayList<>(4);
    private @Nullable Set<HttpMethod> allowed;

    Search(HttpMethod method, String path) {
      this.method = method;
      this.path = path;
    }

    /**
     * Goes on at {@code start}, the first character of a segment; past the end: no more segments.
     */
    private PathMatch.@Nullable Found<T> from(PathNode<T> node, int start) {
      if (start > path.length()) {
        var found = take(node.values(), "");
        return found != null ? found : take(node.tails(), "");
      }
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      var segment = Percent.decode(path, start, end);
      if (segment == null) {
        return null;
      }
      var literal = node.literals().get(segment);
      if (literal != null) {
        var found = from(literal, end + 1);
        if (found != null) {
          return found;
        }
      }
      var found = parameter(node, segment, end);
      return found != null ? found : take(node.tails(), path.substring(start - 1));
    }

    private PathMatch.@Nullable Found<T> parameter(PathNode<T> node, String segment, int end) {
      var next = node.parameter();
      if (next == null || segment.isEmpty()) {
        return null;
      }
      parameters.add(segment);
      var found = from(next, end + 1);
      if (found == null) {
        parameters.removeLast();
      }
      return found;
    }

    private PathMatch.@Nullable Found<T> take(Map<HttpMethod, T> values, String tail) {
      if (values.isEmpty()) {
        return null;
      }
      var value = values.get(method);
      if (value == null && method.equals(HttpMethod.HEAD)) {
        value = values.get(HttpMethod.GET);
      }
      if (value == null) {
        value = values.get(ANY);
      }
      if (value == null) {
        allow(values.keySet());
        return null;
      }
      return new PathMatch.Found<>(value, parameters, tail);
    }

    private void allow(Set<HttpMethod> methods) {
      var all = allowed;
      if (all == null) {
        all = new TreeSet<>(BY_NAME);
        allowed = all;
      }
      all.addAll(methods);
    }
  }
}
