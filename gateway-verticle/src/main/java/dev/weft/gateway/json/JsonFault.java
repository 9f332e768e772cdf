package dev.weft.gateway.json;

/** Why bytes are not acceptable JSON. */
public enum JsonFault {
  SYNTAX("is not JSON"),
  UNFINISHED("ends before its value does"),
  ENCODING("is not valid UTF-8"),
  TOO_DEEP("is nested too deep"),
  NUMBER_TOO_LARGE("has a number beyond the range of a double"),
  DUPLICATE_KEY("has a key twice in one object"),
  TOO_MANY_KEYS("has too many keys in one object");

  private final String description;

  JsonFault(String description) {
    this.description = description;
  }

  /** A predicate without a subject: "is not JSON". */
  public String description() {
    return description;
  }
}
