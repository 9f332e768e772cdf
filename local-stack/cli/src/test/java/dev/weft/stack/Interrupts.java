package dev.weft.stack;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether Ctrl-C can be tested here. */
final class Interrupts {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String IGNORED = "SigIgn:";
  private static final long INTERRUPT = 1 << 1;

  private Interrupts() {}

  /** A shell without a terminal has what it starts in the background ignore SIGINT for ever. */
  static void assumeHeard() throws IOException {
    if (Files.exists(STATUS)) {
      try (var lines = Files.lines(STATUS)) {
        var ignored =
            lines
                .filter(line -> line.startsWith(IGNORED))
                .anyMatch(
                    line ->
                        (Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), 16)
                                & INTERRUPT)
                            != 0);
        assumeFalse(ignored, "this build was started in a way that has it ignore SIGINT");
      }
    }
  }
}
