package dev.weft.codecs;

import org.jspecify.annotations.Nullable;

/** Which strings every broker, PostgreSQL and CloudEvents agree on. */
final class WireText {

  private static final int MOST_CHARACTERS = 1_024;

  private WireText() {}

  /** Says why a text is not fit for the wire, or null when it is. */
  static @Nullable String fault(String text) {
    if (text.isEmpty()) {
      return "is empty";
    }
    if (text.length() > MOST_CHARACTERS) {
      return "is longer than " + MOST_CHARACTERS + " characters";
    }
    return text.codePoints().allMatch(WireText::allowed)
        ? null
        : "holds a control character or half a surrogate pair";
  }

  static String checked(String what, String text) {
    var fault = fault(text);
    if (fault != null) {
      throw new NotEncodable(what + " " + fault);
    }
    return text;
  }

  private static boolean allowed(int codePoint) {
    return !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.SURROGATE
        && (codePoint & 0xFFFE) != 0xFFFE
        && (codePoint < 0xFDD0 || codePoint > 0xFDEF);
  }
}
