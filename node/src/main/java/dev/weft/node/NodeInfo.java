package dev.weft.node;

import java.util.Objects;

/**
 * What a process is.
 *
 * @param name of the program, for example {@code gateway} or {@code orders}
 */
public record NodeInfo(String name, String version) {

  /**
   * With the version in the manifest of the jar that a class came from; {@code dev} without one.
   */
  public static NodeInfo of(String name, Class<?> main) {
    var version = main.getPackage().getImplementationVersion();
    return new NodeInfo(name, Objects.requireNonNullElse(version, "dev"));
  }
}
