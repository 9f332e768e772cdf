package dev.weft.gateway.route;

import dev.weft.gateway.plan.Route;
import dev.weft.node.config.Mistakes;
import dev.weft.node.config.Position;
import dev.weft.node.config.YamlFile;
import dev.weft.node.http.PathTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loads all routes of a directory. */
public final class RouteFiles {
  private RouteFiles() {}

  /**
   * Compiles every {@code .yaml} file below a directory; what is wrong is added to the mistakes.
   */
  public static List<Route> load(Path directory, KnownServices services, Mistakes mistakes) {
    var placed = new ArrayList<RouteCompiler.Placed>();
    var compiler = new RouteCompiler(services, mistakes);
    for (var file : files(directory, mistakes)) {
      YamlFile.read(file, mistakes).ifPresent(root -> placed.addAll(compiler.compile(root)));
    }
    checkAmbiguity(placed, mistakes);
    return placed.stream().map(RouteCompiler.Placed::route).toList();
  }

  /** The files of a directory and those below it, in order of their names. */
  public static List<Path> files(Path directory, Mistakes mistakes) {
    try (var walk = Files.walk(directory)) {
      return walk.filter(
              file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      mistakes.add(Position.source(directory.toString()), "", "the directory cannot be read");
      return List.of();
    }
  }

  private static void checkAmbiguity(List<RouteCompiler.Placed> placed, Mistakes mistakes) {
    var table = PathTable.<Route>builder();
    for (var one : placed) {
      try {
        table.add(one.route().method(), one.route().path(), one.route());
      } catch (IllegalArgumentException e) {
        var key = one.entry().key();
        mistakes.add(key.at(), key.text(), String.valueOf(e.getMessage()));
      }
    }
  }
}
