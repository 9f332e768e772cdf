package dev.weft.node.config;

import java.nio.file.Path;

/**
 * Where something stands.
 *
 * @param file a file's name, or what else it came from
 * @param line from 1; 0 when there are no lines
 * @param column from 1; 0 when there are no lines
 */
public record Position(String file, int line, int column) {

  /** The beginning of a file. */
  public static Position startOf(Path file) {
    return new Position(file.toString(), 1, 1);
  }

  /** Something that is no file and has no lines, for example an environment variable. */
  public static Position source(String name) {
    return new Position(name, 0, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
