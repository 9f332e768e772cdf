package dev.weft.node.config;

import java.util.List;
import java.util.Optional;

/** Keys and values in the order of the file. No key stands twice. */
public record YamlMapping(Position at, List<YamlEntry> entries) implements YamlNode {

  public YamlMapping {
    entries = List.copyOf(entries);
  }

  /** The value of a key. */
  public Optional<YamlNode> get(String key) {
    return entries.stream()
        .filter(entry -> entry.key().text().equals(key))
        .map(YamlEntry::value)
        .findFirst();
  }

  @Override
  public String kindName() {
    return "a mapping";
  }
}
