package dev.weft.stack.embedded;

import java.util.List;

/** Turns what PostgreSQL's programs printed into one sentence. */
final class PostgresFailure {

  private static final List<String> MARKS =
      List.of("FATAL", "PANIC", "error:", "could not", "unshare:");

  private PostgresFailure() {}

  static EmbeddedException of(PostgresFiles files, String output) {
    if (output.contains("No space left on device")) {
      return new EmbeddedException("the disk that holds " + files.home() + " is full");
    }
    if (output.contains("unshare: failed to execute")) {
      return new EmbeddedException(
          "PostgreSQL cannot reach %s: started by root, it needs a directory that root owns below directories that all may enter"
              .formatted(files.home()));
    }
    if (output.contains("unshare:")) {
      return new EmbeddedException(
          "PostgreSQL does not run as root, and this system refuses user namespaces (%s): use a normal user"
              .formatted(firstTelling(output)));
    }
    return new EmbeddedException(
        "PostgreSQL in %s does not start: %s (log: %s)"
            .formatted(files.home(), firstTelling(output), files.log()));
  }

  private static String firstTelling(String output) {
    List<String> lines = output.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    return lines.stream()
        .filter(line -> MARKS.stream().anyMatch(line::contains))
        .findFirst()
        .orElse(lines.isEmpty() ? "it gave no reason" : lines.getLast());
  }
}
