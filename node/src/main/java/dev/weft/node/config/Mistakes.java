package dev.weft.node.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects mistakes, so that all of them can be told at once. For one thread. */
public final class Mistakes {

  private final List<Mistake> mistakes = new ArrayList<>();

  public void add(Mistake mistake) {
    mistakes.add(mistake);
  }

  public void add(Position at, String path, String message) {
    add(new Mistake(at, path, message));
  }

  public void add(Position at, String path, String message, @Nullable String nearest) {
    add(new Mistake(at, path, message, nearest));
  }

  public boolean isEmpty() {
    return mistakes.isEmpty();
  }

  public int size() {
    return mistakes.size();
  }

  /** The mistakes so far: file by file, each from top to bottom. */
  public List<Mistake> list() {
    var files = mistakes.stream().map(mistake -> mistake.at().file()).distinct().toList();
    return mistakes.stream()
        .sorted(
            Comparator.<Mistake>comparingInt(mistake -> files.indexOf(mistake.at().file()))
                .thenComparingInt(mistake -> mistake.at().line())
                .thenComparingInt(mistake -> mistake.at().column()))
        .toList();
  }

  /**
   * Does nothing when there are no mistakes.
   *
   * @throws ConfigException with all mistakes when there are some
   */
  public void throwIfAny() {
    if (!mistakes.isEmpty()) {
      throw new ConfigException(list());
    }
  }
}
