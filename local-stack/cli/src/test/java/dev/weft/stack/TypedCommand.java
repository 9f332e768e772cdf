package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;

/** A command of {@code ./weft} as an operator types it, run in this process on a shared stack. */
final class TypedCommand {

  private final String command;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  TypedCommand(String command) {
    this.command = command;
  }

  /** Its exit status. */
  int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    System.setProperty("weft.home", TestStack.shared().home().toString());
    try {
      return WeftCommand.line()
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(err, true))
          .execute(Stream.concat(Stream.of(command), Stream.of(arguments)).toArray(String[]::new));
    } finally {
      System.clearProperty("weft.home");
    }
  }

  /** What it prints with {@code --json}. */
  JsonNode json(String... arguments) throws IOException {
    var all = Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new);
    assertThat(run(all)).as(() -> List.of(all) + ": " + err).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  /** What the last run printed. */
  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
