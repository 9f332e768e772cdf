package dev.weft.bench.messaging;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param rounds of each measurement, in turns
 * @param window of a measurement of commits
 * @param messages that are sent in one round
 */
record Options(int rounds, Duration window, int messages) {

  /** This, but for what the arguments say. */
  Options with(String[] args) {
    var options = this;
    for (var arg : args) {
      options = options.with(arg);
    }
    return options;
  }

  private Options with(String arg) {
    var sign = arg.indexOf('=');
    var name = arg.substring(0, Math.max(0, sign));
    var value = sign < 0 ? 0 : Integer.parseInt(arg.substring(sign + 1));
    return switch (name) {
      case "rounds" -> new Options(value, window, messages);
      case "seconds" -> new Options(rounds, Duration.ofSeconds(value), messages);
      case "messages" -> new Options(rounds, window, value);
      default -> throw new IllegalArgumentException("what is " + arg + "?");
    };
  }
}
