package dev.weft.kit;

/** Runs a service as a process of its own. */
public final class Weft {
  private Weft() {}

  /**
   * For a main method: reads {@code --conf <file>}, starts the service and stays until it is told
   * to stop. Exit status 2 means that the configuration is wrong, 1 that the service could not
   * start.
   */
  public static void run(Service service, String[] args) {
    System.getLogger("dev.weft.kit").log(System.Logger.Level.ERROR, service.name() + args.length);
    System.exit(1);
  }
}
