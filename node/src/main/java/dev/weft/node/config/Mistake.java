package dev.weft.node.config;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in the configuration.
 *
 * @param path the key from the root, such as {@code http.port}; empty for the file as a whole
 * @param message what is wrong, one line
 * @param nearest the valid name that was probably meant
 */
public record Mistake(Position at, String path, String message, @Nullable String nearest) {

  public Mistake(Position at, String path, String message) {
    this(at, path, message, null);
  }

  /** {@code file:line:column: path: message (did you mean "x"?)}. */
  @Override
  public String toString() {
    var place = path.isEmpty() ? at + ": " : at + ": " + path + ": ";
    return place + message + (nearest == null ? "" : " (did you mean \"" + nearest + "\"?)");
  }
}
