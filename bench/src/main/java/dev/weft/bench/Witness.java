package dev.weft.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** What another process on this machine holds, asked from outside (Linux, a JDK's jcmd). */
final class Witness {
  private static final Pattern COLUMNS = Pattern.compile("\\s+");
  private static final List<String> TIMERS =
      List.of(
          "io.vertx.core.impl.VertxImpl$InternalTimerHandler",
          "io.netty.util.concurrent.ScheduledFutureTask");

  private Witness() {}

  /**
   * What a process holds.
   *
   * @param heapBytes what is reachable on its heap, after a full collection
   * @param timers of Vert.x and of Netty's event loops, those that wait
   */
  record Holdings(long heapBytes, long residentMegabytes, long sockets, long timers) {}

  /**
   * Asks.
   *
   * @throws IllegalStateException when the process does not tell
   */
  static Holdings of(long pid) {
    long heap = 0;
    long timers = 0;
    for (var line : histogram(pid)) {
      var columns = COLUMNS.splitAsStream(line.strip()).toList();
      if (columns.getFirst().equals("Total")) {
        heap = Long.parseLong(columns.get(2));
      } else if (columns.size() >= 4 && TIMERS.contains(columns.get(3))) {
        timers += Long.parseLong(columns.get(1));
      }
    }
    if (heap == 0 || timers == 0) {
      throw new IllegalStateException("process " + pid + " does not tell what is on its heap");
    }
    return new Holdings(heap, resident(pid), sockets(pid), timers);
  }

  private static List<String> histogram(long pid) {
    try {
      var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
      var process = new ProcessBuilder(jcmd, "" + pid, "GC.class_histogram").start();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long resident(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long sockets(long pid) {
    try (var open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return open.filter(Witness::isSocket).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Objects.toString(Files.readSymbolicLink(descriptor)).startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }
}
