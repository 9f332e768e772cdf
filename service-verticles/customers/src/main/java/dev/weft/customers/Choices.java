package dev.weft.customers;

import java.util.List;

/** The values that the data set knows for a field. */
final class Choices {

  static final List<String> MARITAL_STATUS = List.of("M", "S");
  static final List<String> GENDER = List.of("F", "M");
  static final List<String> MEMBER_CARD = List.of("Bronze", "Golden", "Normal", "Silver");
  static final List<String> YEARLY_INCOME =
      List.of(
          "$10K - $30K",
          "$30K - $50K",
          "$50K - $70K",
          "$70K - $90K",
          "$90K - $110K",
          "$110K - $130K",
          "$130K - $150K",
          "$150K +");

  private Choices() {}
}
