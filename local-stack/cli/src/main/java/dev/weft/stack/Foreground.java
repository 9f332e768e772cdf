package dev.weft.stack;

import dev.weft.stack.embedded.EmbeddedException;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Runs the stack in this process until it is told to stop. */
final class Foreground {

  private final StackHome home;
  private final @Nullable Integer port;

  Foreground(StackHome home, @Nullable Integer port) {
    this.home = home;
    this.port = port;
  }

  int run(boolean inBackground, StartReport terminal, PrintWriter out) throws IOException {
    if (!inBackground) {
      LocalStack stack = start(terminal);
      out.println(stack.announcement());
      out.println("Ctrl-C stops it.");
      return stack.awaitEnd();
    }
    StartFile starter = new StartFile(home.startFile());
    LocalStack stack;
    try {
      stack = start(starter);
    } catch (StackException e) {
      starter.failed(e.status(), String.valueOf(e.getMessage()));
      throw e;
    } catch (EmbeddedException e) {
      starter.failed(ExitStatus.FAILED, String.valueOf(e.getMessage()));
      throw e;
    }
    starter.ready(stack.announcement());
    return stack.awaitEnd();
  }

  private LocalStack start(StartReport report) throws IOException {
    try {
      return LocalStack.start(home, port, report);
    } finally {
      report.end();
    }
  }
}
