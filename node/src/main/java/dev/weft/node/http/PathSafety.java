package dev.weft.node.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refuses paths that a gateway and a server behind it could understand differently: dot segments,
 * path parameters ({@code ;}), empty segments in the middle, encoded slashes, control characters,
 * broken escapes, and all of these encoded twice. What passes is safe to forward as it is.
 */
public final class PathSafety {

  /** An escape that hides an escape is unfolded so many times before it is refused outright. */
  private static final int DEEPEST = 3;

  private PathSafety() {}

  /** Says why a path, as it came over the wire and without its query, is refused; else empty. */
  public static Optional<String> check(String rawPath) {
    if (!rawPath.startsWith("/")) {
      return Optional.of("the path does not begin with a slash");
    }
    boolean plain = true;
    for (int i = 0; i < rawPath.length(); i++) {
      char c = rawPath.charAt(i);
      var reason = rawCharacter(c);
      if (reason != null) {
        return Optional.of(reason);
      }
      plain &= c != '%' && (c != '/' || i + 1 == rawPath.length() || isWordStart(rawPath, i + 1));
    }
    return plain ? Optional.empty() : Optional.ofNullable(segments(rawPath));
  }

  private static boolean isWordStart(String path, int i) {
    char c = path.charAt(i);
    return c != '/' && c != '.';
  }

  private static @Nullable String rawCharacter(char c) {
    if (c <= ' ' || c >= 0x7f) {
      return "the path holds a character that must be percent-encoded";
    }
    return switch (c) {
      case ';' -> "the path holds a \";\"";
      case '\\' -> "the path holds a backslash";
      case '?', '#' -> "the path holds a \"" + c + "\"";
      default -> null;
    };
  }

  private static @Nullable String segments(String path) {
    int start = 1;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      if (start == end && slash >= 0) {
        return "the path holds an empty segment";
      }
      var reason = segment(path.substring(start, end));
      if (reason != null) {
        return reason;
      }
      start = end + 1;
    }
    return null;
  }

  private static @Nullable String segment(String raw) {
    var text = raw;
    for (int depth = 0; depth <= DEEPEST; depth++) {
      var reason = decoded(text);
      if (reason != null || text.indexOf('%') < 0) {
        return reason;
      }
      var next = Percent.decode(text, 0, text.length());
      if (next == null && depth == 0) {
        return "the path holds a broken percent escape";
      }
      if (next == null) {
        // A value such as "100%" may well come out of the first decoding. A server that decodes
        // twice may take what it can of the rest.
        next = Percent.decodeLoosely(text);
        if (next.equals(text)) {
          return null;
        }
      }
      text = next;
    }
    return "the path is percent-encoded too many times";
  }

  private static @Nullable String decoded(String segment) {
    int semicolon = segment.indexOf(';');
    var name = semicolon < 0 ? segment : segment.substring(0, semicolon);
    if (name.equals(".") || name.equals("..")) {
      return "the path holds a dot segment";
    }
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c == '/' || c == '\\') {
        return "the path holds an encoded slash";
      }
      if (Character.isISOControl(c)) {
        return "the path holds a control character";
      }
    }
    return null;
  }
}
