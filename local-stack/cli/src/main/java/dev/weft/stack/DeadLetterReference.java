package dev.weft.stack;

import java.util.regex.Pattern;

/** How a dead letter is called on the command line: {@code orders/17}. */
record DeadLetterReference(String service, long id) {

  private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]+)/(\\d{1,18})");

  static DeadLetterReference parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new StackException(
          ExitStatus.WRONG_INPUT,
          "a dead letter is called SERVICE/NUMBER as in the list, for example orders/17, not "
              + text);
    }
    return new DeadLetterReference(form.group(1), Long.parseLong(form.group(2)));
  }

  @Override
  public String toString() {
    return service + "/" + id;
  }
}
