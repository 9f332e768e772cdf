package dev.weft.bench;

/** How a process of a benchmark tells the one that started it that it is up: one line. */
final class Ready {
  static final String LINE = "ready";

  private Ready() {}

  static void print() {
    System.out.println(LINE);
  }

  static void failed(Throwable why) {
    System.err.println(why.getMessage());
    System.exit(1);
  }
}
