package dev.weft.suite.crash;

import dev.weft.kit.messaging.OtherJvm;
import dev.weft.stack.embedded.FreshDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link CrashingService} in a JVM of its own. */
final class ChildProcess {

  private static final int LINES_KEPT = 100;
  private static final long PATIENCE_SECONDS = 40;

  private final Process process;
  private final PrintWriter orders;
  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedDeque<String> log = new ConcurrentLinkedDeque<>();

  private ChildProcess(Process process) {
    this.process = process;
    this.orders = new PrintWriter(process.outputWriter(), true);
    Thread.startVirtualThread(() -> process.inputReader().lines().forEach(this::heard));
  }

  static ChildProcess start(FreshDatabase database, int databasePort, int brokerPort, long seed) {
    var command =
        OtherJvm.of(
            CrashingService.class,
            Integer.toString(brokerPort),
            Integer.toString(databasePort),
            database.name(),
            database.user(),
            database.password(),
            Long.toString(seed));
    try {
      return new ChildProcess(command.redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new IllegalStateException("no process can be started", e);
    }
  }

  private void heard(String line) {
    if (line.equals(CrashingService.END)) {
      ended.add(line);
      return;
    }
    if (!line.startsWith("\tat ")) { // the handler's failures are meant
      log.add(line);
    }
    if (log.size() > LINES_KEPT) {
      log.poll();
    }
  }

  void beginLoad() {
    orders.println(CrashingService.BEGIN);
  }

  /** On return it emits nothing more. */
  void endLoad() throws InterruptedException {
    orders.println(CrashingService.END);
    if (ended.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
      throw new AssertionError("the load does not end; " + this);
    }
  }

  boolean lives() {
    return process.isAlive();
  }

  /** Like SIGKILL: nothing is said, nothing is tidied up. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** What it has said last. */
  @Override
  public String toString() {
    return "process %s:\n%s".formatted(process.pid(), String.join("\n", log));
  }
}
