package dev.weft.node.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Values from outside of the file, by path. {@code http.port} is {@code WEFT_HTTP_PORT} in the
 * environment and {@code weft.http.port} among the system properties, which go before.
 */
final class Overrides {

  private static final String ENVIRONMENT_PREFIX = "WEFT_";
  private static final String SYSTEM_PREFIX = "weft.";

  /** Variables that are meant for the launcher and for logging. */
  private static final Set<String> NOT_OURS =
      Set.of("WEFT_HOME", "WEFT_JAVA_HOME", "WEFT_JAVA_OPTS");

  private static final String LOG_PREFIX = "WEFT_LOG_";

  /** What Kubernetes sets for every service whose name begins with "weft". */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "WEFT(_.*)?_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_[0-9]+_(TCP|UDP|SCTP).*)?)");

  private final Map<String, YamlScalar> byPath = new HashMap<>();

  private Overrides() {}

  static Overrides none() {
    return new Overrides();
  }

  /** Finds the overrides of a record; one that names no key of it is a mistake. */
  static Overrides of(
      Class<?> type, Map<String, String> environment, Properties system, Mistakes mistakes) {
    var overrides = new Overrides();
    var paths = Keys.leaves(type);
    overrides.addEnvironment(paths, environment, mistakes);
    overrides.addSystem(paths, system, mistakes);
    return overrides;
  }

  Optional<YamlScalar> at(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  boolean anyBelow(String path) {
    return byPath.keySet().stream().anyMatch(key -> key.startsWith(path + "."));
  }

  private void addEnvironment(
      List<String> paths, Map<String, String> environment, Mistakes mistakes) {
    var byName = new HashMap<String, String>();
    paths.forEach(path -> byName.put(environmentName(path), path));
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (name.startsWith(ENVIRONMENT_PREFIX) && !isForeign(name, value)) {
                var at = Position.source("environment variable " + name);
                put(byName, name, YamlScalar.string(at, value), mistakes);
              }
            });
  }

  private void addSystem(List<String> paths, Properties system, Mistakes mistakes) {
    var byName = new HashMap<String, String>();
    paths.forEach(path -> byName.put(SYSTEM_PREFIX + path, path));
    for (var name : system.stringPropertyNames().stream().sorted().toList()) {
      if (name.startsWith(SYSTEM_PREFIX)) {
        var at = Position.source("system property " + name);
        put(byName, name, YamlScalar.string(at, system.getProperty(name)), mistakes);
      }
    }
  }

  private void put(Map<String, String> byName, String name, YamlScalar value, Mistakes mistakes) {
    var path = byName.get(name);
    if (path == null) {
      mistakes.add(value.at(), "", "names no key", Nearest.of(name, byName.keySet()));
    } else {
      byPath.put(path, value);
    }
  }

  private static boolean isForeign(String name, String value) {
    return NOT_OURS.contains(name)
        || name.startsWith(LOG_PREFIX)
        || (SERVICE_LINK.matcher(name).matches() && isServiceLink(name, value));
  }

  private static boolean isServiceLink(String name, String value) {
    return !name.endsWith("_PORT") || name.endsWith("_SERVICE_PORT") || value.contains("://");
  }

  private static String environmentName(String path) {
    return ENVIRONMENT_PREFIX + path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
