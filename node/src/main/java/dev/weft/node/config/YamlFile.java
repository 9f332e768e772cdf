package dev.weft.node.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a YAML file into nodes with positions. YAML 1.2 with its JSON schema; strict: one document,
 * no key twice, no anchors, no tags.
 */
public final class YamlFile {

  private final String file;
  private final Mistakes mistakes;
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private YamlFile(String file, Mistakes mistakes) {
    this.file = file;
    this.mistakes = mistakes;
  }

  /**
   * Reads a file; an empty one is an empty mapping. What is wrong is added to the mistakes, and the
   * answer is empty when nothing can be made of the file at all.
   */
  public static Optional<YamlNode> read(Path file, Mistakes mistakes) {
    try {
      return parse(file.toString(), Files.readString(file), mistakes);
    } catch (NoSuchFileException _) {
      mistakes.add(Position.source(file.toString()), "", "there is no such file");
    } catch (CharacterCodingException _) {
      mistakes.add(Position.source(file.toString()), "", "the file is not UTF-8");
    } catch (IOException e) {
      mistakes.add(Position.source(file.toString()), "", "the file cannot be read: " + e);
    }
    return Optional.empty();
  }

  /** Like {@link #read}, from a text. */
  public static Optional<YamlNode> parse(String file, String text, Mistakes mistakes) {
    var settings = LoadSettings.builder().setLabel(file).setAllowNonScalarKeys(true).build();
    try {
      var root = new Compose(settings).composeString(text);
      return root.isEmpty()
          ? Optional.of(new YamlMapping(new Position(file, 1, 1), List.of()))
          : Optional.of(new YamlFile(file, mistakes).node(root.get()));
    } catch (MarkedYamlEngineException e) {
      var at = e.getProblemMark().or(e::getContextMark);
      mistakes.add(position(file, at), "", "this is not YAML: " + oneLine(e.getProblem()));
    } catch (YamlEngineException e) {
      mistakes.add(new Position(file, 1, 1), "", "this is not YAML: " + oneLine(e.getMessage()));
    } catch (StackOverflowError _) {
      mistakes.add(new Position(file, 1, 1), "", "this is nested too deeply");
    }
    return Optional.empty();
  }

  private YamlNode node(Node node) {
    var at = at(node);
    if (!seen.add(node)) {
      mistakes.add(at, "", "anchors and aliases are not supported");
      return new YamlScalar(at, "", YamlScalar.Kind.NULL);
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar, at);
      case SequenceNode list -> new YamlList(at, list.getValue().stream().map(this::node).toList());
      case MappingNode mapping -> mapping(mapping, at);
      default -> throw new IllegalStateException("not a YAML node: " + node);
    };
  }

  private YamlScalar scalar(ScalarNode node, Position at) {
    var tag = node.getTag();
    YamlScalar.Kind kind = YamlScalar.Kind.STRING;
    if (tag.equals(Tag.NULL)) {
      kind = YamlScalar.Kind.NULL;
    } else if (tag.equals(Tag.BOOL)) {
      kind = YamlScalar.Kind.BOOLEAN;
    } else if (tag.equals(Tag.INT)) {
      kind = YamlScalar.Kind.INTEGER;
    } else if (tag.equals(Tag.FLOAT)) {
      kind = YamlScalar.Kind.FLOAT;
    } else if (!tag.equals(Tag.STR)) {
      mistakes.add(at, "", "tags such as " + tag + " are not supported");
    }
    return new YamlScalar(at, node.getValue(), kind);
  }

  private YamlMapping mapping(MappingNode node, Position at) {
    var first = new LinkedHashMap<String, Position>();
    var entries = new ArrayList<YamlEntry>();
    for (var tuple : node.getValue()) {
      var value = node(tuple.getValueNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
        mistakes.add(at(tuple.getKeyNode()), "", "a key must be a single value");
        continue;
      }
      var key = scalar(scalar, at(scalar));
      var before = first.putIfAbsent(key.text(), key.at());
      if (before == null) {
        entries.add(new YamlEntry(key, value));
      } else {
        mistakes.add(key.at(), key.text(), "this key stands twice, first in line " + before.line());
      }
    }
    return new YamlMapping(at, entries);
  }

  private Position at(Node node) {
    return position(file, node.getStartMark());
  }

  private static Position position(String file, Optional<Mark> mark) {
    return mark.map(m -> new Position(file, m.getLine() + 1, m.getColumn() + 1))
        .orElseGet(() -> new Position(file, 1, 1));
  }

  private static String oneLine(@Nullable String text) {
    return String.valueOf(text).replaceAll("\\s+", " ");
  }
}
