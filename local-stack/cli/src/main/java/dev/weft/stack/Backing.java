package dev.weft.stack;

import dev.weft.stack.embedded.BrokerSettings;
import dev.weft.stack.embedded.EmbeddedBroker;
import dev.weft.stack.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What all services stand on: one PostgreSQL, one broker, and for each service a way into both. */
record Backing(EmbeddedDatabase database, EmbeddedBroker broker, Credentials credentials)
    implements AutoCloseable {

  /** The broker's account that may ask what waits, and do nothing else. */
  static final String OBSERVER = "weft-observer";

  /** Starts both at the same time; when one fails, the other is stopped again. */
  static Backing start(StackHome home, List<String> services) throws IOException {
    Credentials credentials = Credentials.of(new Secrets(home.secrets()), services);
    CompletableFuture<EmbeddedBroker> starting =
        CompletableFuture.supplyAsync(() -> broker(home, credentials));
    EmbeddedDatabase database;
    try {
      database = EmbeddedDatabase.start(home.postgres(), 0);
    } catch (RuntimeException e) {
      stop(starting);
      throw e;
    }
    try {
      credentials.database().forEach(database::createDatabase);
      return new Backing(database, starting.join(), credentials);
    } catch (RuntimeException e) {
      database.close();
      stop(starting);
      throw e instanceof CompletionException && e.getCause() instanceof RuntimeException cause
          ? cause
          : e;
    }
  }

  private static void stop(CompletableFuture<EmbeddedBroker> starting) {
    try {
      starting.join().close();
    } catch (CompletionException _) {
      // it never ran
    }
  }

  private static EmbeddedBroker broker(StackHome home, Credentials credentials) {
    BrokerSettings settings = new BrokerSettings(home.brokerXml(), credentials.broker());
    return EmbeddedBroker.start(home.broker(), 0, settings);
  }

  @Override
  public void close() {
    broker.close();
    database.close();
  }

  /** Passwords by service, of its database role and of its broker user, and the observer's. */
  record Credentials(Map<String, String> database, Map<String, String> broker) {

    static Credentials of(Secrets secrets, List<String> services) throws IOException {
      Map<String, String> database = new LinkedHashMap<>();
      Map<String, String> broker = new LinkedHashMap<>();
      for (String service : services) {
        database.put(service, secrets.value(service + ".database.password"));
        broker.put(service, secrets.value(service + ".broker.password"));
      }
      broker.put(OBSERVER, secrets.value(OBSERVER + ".broker.password"));
      return new Credentials(database, broker);
    }

    @Override
    public String toString() {
      return "Credentials" + database.keySet();
    }
  }
}
