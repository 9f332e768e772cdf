package dev.weft.node.config;

import java.util.List;

/** Values in the order of the file. */
public record YamlList(Position at, List<YamlNode> items) implements YamlNode {

  public YamlList {
    items = List.copyOf(items);
  }

  @Override
  public String kindName() {
    return "a list";
  }
}
