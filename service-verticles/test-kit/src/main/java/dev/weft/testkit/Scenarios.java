package dev.weft.testkit;

import dev.weft.kit.Service;

/**
 * A service that plays scenarios, one after the other. It is started as it is in earnest, on a real
 * PostgreSQL and a broker in memory, only without its first load. A class with {@link ServiceTest}
 * gets its scenarios without this.
 */
public final class Scenarios implements AutoCloseable {

  private final Stage stage;

  private Scenarios(Stage stage) {
    this.stage = stage;
  }

  /** Starts the service. */
  public static Scenarios of(Service service) {
    return new Scenarios(Stage.of(service));
  }

  /** A new scenario, in which nothing of those before is left. */
  public Scenario begin() {
    stage.clear();
    return new Scenario(stage);
  }

  @Override
  public void close() {
    stage.close();
  }
}
