package dev.weft.node.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** Replaces {@code ${file:path}} and {@code ${env:NAME}} by what stands there. */
final class Secrets {

  private static final Pattern FORM = Pattern.compile("\\$\\{([a-z]+):(.+)}");

  private final Path base;
  private final Map<String, String> environment;

  Secrets(Path base, Map<String, String> environment) {
    this.base = base;
    this.environment = environment;
  }

  static boolean isSecret(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * The text that a reference stands for.
   *
   * @throws IllegalArgumentException when there is none; the message says why
   */
  String resolve(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return text;
    }
    var name = matcher.group(2);
    return switch (matcher.group(1)) {
      case "file" -> file(base.resolve(name).normalize());
      case "env" -> variable(name);
      default ->
          throw new IllegalArgumentException(
              "must be ${file:path} or ${env:NAME}, or not begin with \"${\"");
    };
  }

  private String variable(String name) {
    var value = environment.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the environment variable " + name + " is not set");
    }
    return value;
  }

  private static String file(Path file) {
    try {
      return Files.readString(file).stripTrailing();
    } catch (IOException _) {
      throw new IllegalArgumentException(
          Files.exists(file)
              ? "the secret's file " + file + " cannot be read"
              : "the secret's file " + file + " does not exist");
    }
  }
}
