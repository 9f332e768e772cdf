package dev.weft.node.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Reads a YAML file into a record.
 *
 * <p>Keys are the components in kebab case. A component must be there unless it is
 * {@code @Nullable}, has a {@link Default}, is a list or a map (then it is empty), or is a record
 * that can do without any key. Types: String, {@link Secret}, int, long, boolean, double, Duration,
 * {@link ByteSize}, Path (taken from the file's directory), URI, enums in kebab case, List, Map
 * with String keys, records. A record's constructor that throws IllegalArgumentException tells a
 * mistake.
 */
public final class ConfigReader {

  private ConfigReader() {}

  /**
   * Reads a process file with its overrides.
   *
   * @throws ConfigException with all that is wrong
   */
  public static <R extends Record> R read(
      Path file, Class<R> type, Map<String, String> environment, Properties system) {
    var mistakes = new Mistakes();
    var overrides = Overrides.of(type, environment, system, mistakes);
    var config = read(file, type, environment, overrides, mistakes);
    mistakes.throwIfAny();
    return config.orElseThrow();
  }

  /** Reads a file that has no overrides; what is wrong is added to the mistakes. */
  public static <R extends Record> Optional<R> read(
      Path file, Class<R> type, Map<String, String> environment, Mistakes mistakes) {
    return read(file, type, environment, Overrides.none(), mistakes);
  }

  /** What stands in for a record of which nothing is said: all of it must have a default. */
  public static <R extends Record> R defaults(Class<R> type) {
    var mistakes = new Mistakes();
    var nowhere = Path.of("");
    var binder = new Binder(nowhere, new Secrets(nowhere, Map.of()), Overrides.none(), mistakes);
    var made = binder.root(type, new YamlMapping(Position.source(type.getSimpleName()), List.of()));
    mistakes.throwIfAny();
    return made.orElseThrow();
  }

  private static <R extends Record> Optional<R> read(
      Path file,
      Class<R> type,
      Map<String, String> environment,
      Overrides overrides,
      Mistakes mistakes) {
    int before = mistakes.size();
    var root = YamlFile.read(file, mistakes);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    var directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    var binder = new Binder(directory, new Secrets(directory, environment), overrides, mistakes);
    var config = binder.root(type, root.get());
    return mistakes.size() == before ? config : Optional.empty();
  }
}
