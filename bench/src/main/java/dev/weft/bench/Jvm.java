package dev.weft.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How every process of a comparison is started: the same heap, and what Netty needs on JDK 25. */
final class Jvm {
  private Jvm() {}

  static List<String> command(String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms512m",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** A class of the benchmark. */
  static List<String> main(Class<?> main, String... arguments) {
    var all =
        new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    all.addAll(List.of(arguments));
    return command(all.toArray(String[]::new));
  }
}
