package dev.weft.node.http;

import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place in the tree of templates, reached by the segments above it. */
record PathNode<T>(
    Map<String, PathNode<T>> literals,
    @Nullable PathNode<T> parameter,
    Map<HttpMethod, T> values,
    Map<HttpMethod, T> tails) {

  /** A node that still grows. */
  static final class Draft<T> {
    private final Map<String, Draft<T>> literals = new HashMap<>();
    private @Nullable Draft<T> parameter;
    final Map<HttpMethod, T> values = new HashMap<>();
    final Map<HttpMethod, T> tails = new HashMap<>();

    Draft<T> literal(String segment) {
      return literals.computeIfAbsent(segment, _ -> new Draft<>());
    }

    Draft<T> parameter() {
      var draft = parameter;
      if (draft == null) {
        draft = new Draft<>();
        parameter = draft;
      }
      return draft;
    }

    PathNode<T> build() {
      var built = new HashMap<String, PathNode<T>>();
      literals.forEach((segment, draft) -> built.put(segment, draft.build()));
      return new PathNode<>(
          Map.copyOf(built),
          parameter == null ? null : parameter.build(),
          Map.copyOf(values),
          Map.copyOf(tails));
    }
  }
}
