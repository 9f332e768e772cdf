package dev.weft.gateway.route;

import dev.weft.node.config.Mistakes;
import dev.weft.node.config.Nearest;
import dev.weft.node.config.Position;
import dev.weft.node.config.YamlList;
import dev.weft.node.config.YamlMapping;
import dev.weft.node.config.YamlNode;
import dev.weft.node.config.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A mapping of a route file with its place in it; what does not fit is added to the mistakes. */
final class Section {
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private final YamlMapping mapping;
  private final String path;
  private final Mistakes mistakes;

  private Section(YamlMapping mapping, String path, Mistakes mistakes) {
    this.mapping = mapping;
    this.path = path;
    this.mistakes = mistakes;
  }

  static Optional<Section> of(YamlNode node, String path, Mistakes mistakes) {
    if (node instanceof YamlMapping mapping) {
      return Optional.of(new Section(mapping, path, mistakes));
    }
    mistakes.add(node.at(), path, "must be a mapping, not " + node.kindName());
    return Optional.empty();
  }

  Position at() {
    return mapping.at();
  }

  /** Where a key stands, or the section when it is not there. */
  Position at(String key) {
    for (var entry : mapping.entries()) {
      if (entry.key().text().equals(key)) {
        return entry.value().at();
      }
    }
    return at();
  }

  Position keyAt(String key) {
    for (var entry : mapping.entries()) {
      if (entry.key().text().equals(key)) {
        return entry.key().at();
      }
    }
    return at();
  }

  YamlMapping mapping() {
    return mapping;
  }

  String path() {
    return path;
  }

  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  Mistakes mistakes() {
    return mistakes;
  }

  void mistake(String key, String message) {
    mistake(key, message, null);
  }

  void mistake(String key, String message, @Nullable String nearest) {
    mistakes.add(at(key), path(key), message, nearest);
  }

  boolean has(String key) {
    return mapping.get(key).isPresent();
  }

  /** Reports every key that is none of these. */
  void allow(Collection<String> keys) {
    for (var entry : mapping.entries()) {
      var key = entry.key().text();
      if (!keys.contains(key)) {
        var nearest = Nearest.of(key, keys);
        var message = "there is no such key; valid are " + String.join(", ", keys);
        mistakes.add(entry.key().at(), path(key), message, nearest);
      }
    }
  }

  Optional<YamlNode> node(String key) {
    return mapping.get(key);
  }

  Optional<Section> section(String key) {
    return node(key).flatMap(node -> of(node, path(key), mistakes));
  }

  /** A key that must be there. */
  Optional<String> required(String key) {
    if (!has(key)) {
      mistakes.add(at(), path(key), "is missing");
    }
    return text(key);
  }

  Optional<String> text(String key) {
    return scalar(key).map(YamlScalar::text);
  }

  private Optional<YamlScalar> scalar(String key) {
    var node = node(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof YamlScalar scalar && !scalar.isNull()) {
      return Optional.of(scalar);
    }
    mistake(key, "must be a single value, not " + node.get().kindName());
    return Optional.empty();
  }

  boolean flag(String key) {
    var scalar = scalar(key);
    if (scalar.isPresent() && scalar.get().kind() != YamlScalar.Kind.BOOLEAN) {
      mistake(key, "must be true or false");
    }
    return scalar.isPresent() && scalar.get().text().equals("true");
  }

  Optional<Duration> duration(String key) {
    return text(key).flatMap(text -> duration(key, text));
  }

  private Optional<Duration> duration(String key, String text) {
    var matcher = DURATION.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      mistake(key, "must be a time such as 250ms, 5s or 2m");
      return Optional.empty();
    }
    var time = duration(Long.parseLong(matcher.group(1)), matcher.group(2));
    if (time.compareTo(LONGEST) > 0) {
      mistake(key, "must be at most 24h");
      return Optional.empty();
    }
    return Optional.of(time);
  }

  private static Duration duration(long count, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  /** A whole number of 1 or more. */
  int count(String key, int otherwise) {
    var text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.get().matches("[1-9][0-9]{0,6}")) {
      return Integer.parseInt(text.get());
    }
    mistake(key, "must be a whole number of 1 or more");
    return otherwise;
  }

  /** A list of single values, or one alone. */
  List<YamlScalar> list(String key) {
    var found = new ArrayList<YamlScalar>();
    switch (node(key).orElse(null)) {
      case null -> {}
      case YamlScalar scalar -> found.add(scalar);
      case YamlList list -> list.items().forEach(item -> addItem(key, item, found));
      case YamlMapping mapped -> mistakes.add(mapped.at(), path(key), "must be a list");
    }
    return found;
  }

  private void addItem(String key, YamlNode item, List<YamlScalar> found) {
    if (item instanceof YamlScalar scalar) {
      found.add(scalar);
    } else {
      mistakes.add(item.at(), path(key), "must be a list of single values");
    }
  }
}
