package dev.weft.codecs;

import java.util.List;

/** Some records can not be messages; says all that is wrong with all of them. */
public final class InvalidMessageTypes extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> mistakes;

  InvalidMessageTypes(List<String> mistakes) {
    super(String.join("\n", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /** One sentence for each mistake. */
  public List<String> mistakes() {
    return mistakes;
  }
}
