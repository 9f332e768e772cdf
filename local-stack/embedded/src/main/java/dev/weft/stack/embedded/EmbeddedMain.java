package dev.weft.stack.embedded;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** PostgreSQL or the broker as a process of its own. Prints one line when it is ready. */
final class EmbeddedMain {

  private @Nullable Path data;
  private @Nullable Path config;
  private int port;
  private final Map<String, String> passwords = new TreeMap<>();

  private EmbeddedMain(List<String> args) {
    Iterator<String> words = args.iterator();
    while (words.hasNext()) {
      String option = words.next();
      if (!words.hasNext()) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      read(option, words.next());
    }
  }

  private void read(String option, String value) {
    switch (option) {
      case "--data" -> data = Path.of(value);
      case "--config" -> config = Path.of(value);
      case "--port" -> port = Integer.parseInt(value);
      case "--database", "--user" -> {
        int sign = value.indexOf('=');
        if (sign < 1) {
          throw new IllegalArgumentException(option + " is <name>=<password>");
        }
        passwords.put(value.substring(0, sign), value.substring(sign + 1));
      }
      default -> throw new IllegalArgumentException("unknown option " + option);
    }
  }

  private Path data() {
    if (data == null) {
      throw new IllegalArgumentException("--data <dir> is missing");
    }
    return data;
  }

  static void database(String[] args) {
    run(
        () -> {
          EmbeddedMain options = new EmbeddedMain(List.of(args));
          EmbeddedDatabase database = EmbeddedDatabase.start(options.data(), options.port);
          options.passwords.forEach(database::createDatabase);
          return new Started("postgres", database.port(), database);
        });
  }

  static void broker(String[] args) {
    run(
        () -> {
          EmbeddedMain options = new EmbeddedMain(List.of(args));
          BrokerSettings settings = new BrokerSettings(options.config, options.passwords);
          EmbeddedBroker broker = EmbeddedBroker.start(options.data(), options.port, settings);
          return new Started("broker", broker.port(), broker);
        });
  }

  private record Started(String what, int port, AutoCloseable server) {}

  private interface Start {
    Started start();
  }

  @SuppressWarnings("SystemOut") // this is what the process tells its starter
  private static void run(Start start) {
    try {
      Started started = start.start();
      // Whoever reads that it is ready may end the process at once.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started.server)));
      System.out.printf("%s ready on %s:%d%n", started.what, Ports.LOOPBACK, started.port);
      Thread.currentThread().join();
    } catch (EmbeddedException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(AutoCloseable server) {
    try {
      server.close();
    } catch (Exception e) { // what AutoCloseable declares
      throw new IllegalStateException(e);
    }
  }
}
