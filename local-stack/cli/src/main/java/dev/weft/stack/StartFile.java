package dev.weft.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * How a stack in the background tells its starter how far it is: a file of lines with tabs, written
 * by the one and read by the other.
 */
final class StartFile implements StartReport {

  private final Path file;

  StartFile(Path file) {
    this.file = file;
  }

  @Override
  public void step(String what) {
    write("step\t" + what);
  }

  @Override
  public void progress(String what, long done, long total) {
    write("progress\t%s\t%d\t%d".formatted(what, done, total));
  }

  void ready(String announcement) {
    write("ready\t" + escaped(announcement));
  }

  void failed(int status, String reason) {
    write("failed\t%d\t%s".formatted(status, escaped(reason)));
  }

  private void write(String line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How the start ended, or that it has not. */
  sealed interface Outcome {
    record Ready(String announcement) implements Outcome {}

    record Failed(int status, String reason) implements Outcome {}

    record Pending() implements Outcome {}
  }

  /** Passes the lines from {@code from} on to the report and answers the last one's meaning. */
  static Outcome follow(List<String> lines, StartReport report) {
    Outcome outcome = new Outcome.Pending();
    for (String line : lines) {
      String[] words = line.split("\t", -1);
      switch (words[0]) {
        case "step" -> report.step(words[1]);
        case "progress" ->
            report.progress(words[1], Long.parseLong(words[2]), Long.parseLong(words[3]));
        case "ready" -> outcome = new Outcome.Ready(unescaped(words[1]));
        case "failed" ->
            outcome = new Outcome.Failed(Integer.parseInt(words[1]), unescaped(words[2]));
        default -> throw new IllegalArgumentException("unknown line: " + line);
      }
    }
    return outcome;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\t", "  ").replace("\n", "\\n");
  }

  private static String unescaped(String text) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        result.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
      } else {
        result.append(c);
      }
    }
    return result.toString();
  }
}
