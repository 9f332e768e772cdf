package dev.weft.node.config;

/**
 * A single value.
 *
 * @param text as written, without quotes
 * @param kind what YAML takes it for; quoted values are always strings
 */
public record YamlScalar(Position at, String text, Kind kind) implements YamlNode {

  /** The kinds of single values. */
  public enum Kind {
    NULL,
    BOOLEAN,
    INTEGER,
    FLOAT,
    STRING
  }

  /** A value that was not read as YAML. */
  static YamlScalar string(Position at, String text) {
    return new YamlScalar(at, text, Kind.STRING);
  }

  public boolean isNull() {
    return kind == Kind.NULL;
  }

  @Override
  public String kindName() {
    return isNull() ? "empty" : "a single value";
  }
}
