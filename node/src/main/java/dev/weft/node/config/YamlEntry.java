package dev.weft.node.config;

/** A key with its value. */
public record YamlEntry(YamlScalar key, YamlNode value) {}
