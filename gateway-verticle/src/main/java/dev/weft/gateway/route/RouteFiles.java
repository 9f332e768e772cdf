package dev.weft.gateway.route;

import dev.weft.gateway.plan.Route;
import dev.weft.node.config.Mistakes;
import dev.weft.node.config.Position;
import dev.weft.node.config.YamlFile;
import dev.weft.node.http.PathTable;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Loads all routes of a directory. */
public final class RouteFiles {
  private static final int DEEPEST = 20;

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

  /**
   * The files of a directory and those below it, in order of their names. What begins with a dot is
   * left out: Kubernetes keeps the versions of a mounted ConfigMap there.
   */
  public static List<Path> files(Path directory, Mistakes mistakes) {
    var found = new TreeSet<Path>();
    try {
      Files.walkFileTree(
          directory, Set.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, new Finder(directory, found));
      return List.copyOf(found);
    } catch (IOException e) {
      mistakes.add(Position.source(directory.toString()), "", "the directory cannot be read");
      return List.of();
    }
  }

  private static final class Finder extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Set<Path> found;

    Finder(Path root, Set<Path> found) {
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return directory.equals(root) || !name(directory).startsWith(".")
          ? FileVisitResult.CONTINUE
          : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      var name = name(file);
      boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
      if (yaml && !name.startsWith(".") && attributes.isRegularFile()) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    private static String name(Path path) {
      return String.valueOf(path.getFileName());
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
