package dev.weft.node.config;

/** A piece of YAML that knows where it stands. Immutable. */
public sealed interface YamlNode permits YamlMapping, YamlList, YamlScalar {

  Position at();

  /** What it is, for messages: {@code a mapping}, {@code a list}, {@code a single value}. */
  String kindName();
}
