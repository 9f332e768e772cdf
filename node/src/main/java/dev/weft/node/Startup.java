package dev.weft.node;

import dev.weft.node.config.ConfigException;
import dev.weft.node.config.ConfigReader;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the main method of every process does: reads {@code --conf <file>}, starts, and stops on
 * SIGTERM or Ctrl-C. Exit status: 0 after a stop, 2 for wrong arguments or configuration, 1 for
 * anything else that keeps the process from starting.
 */
public final class Startup {

  private static final Logger log = LoggerFactory.getLogger(Startup.class);

  private Startup() {}

  /** Brings the process up. */
  @FunctionalInterface
  public interface Starter<C> {
    /**
     * Returns when everything is up.
     *
     * @throws Exception when it cannot come up; a {@link StartFailure} is told as it is
     */
    Node start(C config) throws Exception;
  }

  /** Runs a process; returns when it is up. */
  public static <C extends Record> void run(
      String name, String[] args, Class<C> type, Starter<C> starter) {
    try {
      var config =
          ConfigReader.read(confFile(name, args), type, System.getenv(), System.getProperties());
      var node = starter.start(config);
      node.partsHaveStarted();
      node.stopOnSignal();
    } catch (Throwable e) {
      System.exit(tell(name, e));
    }
  }

  private static Path confFile(String name, String[] args) {
    if (args.length == 2 && args[0].equals("--conf")) {
      return Path.of(args[1]);
    }
    if (args.length == 1 && args[0].startsWith("--conf=")) {
      return Path.of(args[0].substring("--conf=".length()));
    }
    throw new WrongArguments("usage: java -jar " + name + ".jar --conf <file>");
  }

  private static int tell(String name, Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof ConfigException || e instanceof WrongArguments) {
        System.err.println(e.getMessage());
        return 2;
      }
      if (e instanceof StartFailure) {
        System.err.println(e.getMessage());
        return 1;
      }
    }
    log.error("{} cannot start", name, failure);
    System.err.println(name + " cannot start: " + oneLine(failure));
    return 1;
  }

  private static String oneLine(Throwable failure) {
    var text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return text.replaceAll("\\s+", " ");
  }

  private static final class WrongArguments extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongArguments(String usage) {
      super(usage);
    }
  }
}
