package dev.weft.gateway.contract;

import java.util.Comparator;
import java.util.List;

/**
 * A path by its segments, parameters among them.
 *
 * @param segments without slashes; parameters in braces
 */
record PathShape(List<String> segments) {
  /** Literals beat parameters. */
  static final Comparator<String> FEWEST_PARAMETERS =
      Comparator.comparingLong(path -> path.chars().filter(c -> c == '{').count());

  PathShape {
    segments = List.copyOf(segments);
  }

  static PathShape of(String path) {
    return new PathShape(List.of(path.substring(path.startsWith("/") ? 1 : 0).split("/", -1)));
  }

  static boolean isParameter(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  /** The name of a parameter. */
  static String name(String segment) {
    return segment.substring(1, segment.length() - 1);
  }

  /** Names of the parameters in order. */
  List<String> parameters() {
    return segments.stream().filter(PathShape::isParameter).map(PathShape::name).toList();
  }

  /** Whether a path of these segments matches; what a call fills in takes a parameter's place. */
  boolean takes(List<String> others) {
    if (others.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      if (!isParameter(segments.get(i)) && !segments.get(i).equals(others.get(i))) {
        return false;
      }
    }
    return true;
  }
}
