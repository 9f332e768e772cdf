package dev.weft.stack;

import java.util.regex.Pattern;

/** How a saga is called on the command line: {@code orders/order/34071}. */
record SagaReference(String service, String saga, String key) {

  private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]+)/([A-Za-z0-9._-]+)/(.+)");

  static SagaReference parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new StackException(
          ExitStatus.WRONG_INPUT,
          "a saga is called SERVICE/SAGA/KEY as in the list, for example orders/order/34071, not "
              + text);
    }
    return new SagaReference(form.group(1), form.group(2), form.group(3));
  }

  @Override
  public String toString() {
    return service + "/" + saga + "/" + key;
  }
}
