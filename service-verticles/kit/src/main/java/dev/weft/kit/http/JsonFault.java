package dev.weft.kit.http;

import com.fasterxml.jackson.core.JsonParser;
import dev.weft.kit.Refusal;

/** Refusals of a JSON body, each with a pointer to the value where the parser stands. */
final class JsonFault {

  private JsonFault() {}

  static Refusal wrongType(JsonParser parser, String expected) {
    return Refusal.badRequest("wrong-type", here(parser), "expected " + expected);
  }

  static Refusal nullValue(JsonParser parser) {
    return Refusal.badRequest("null-value", here(parser), "must not be null");
  }

  static Refusal outOfRange(JsonParser parser) {
    return Refusal.badRequest("number-out-of-range", here(parser), "the number is out of range");
  }

  static Refusal invalid(JsonParser parser, String detail) {
    return Refusal.badRequest("invalid-value", here(parser), detail);
  }

  static Refusal unknownField(JsonParser parser) {
    return Refusal.badRequest("unknown-field", here(parser), "there is no such field");
  }

  static Refusal duplicateField(JsonParser parser) {
    return Refusal.badRequest("duplicate-field", here(parser), "the field stands here twice");
  }

  static Refusal missingField(JsonParser parser, String name) {
    var pointer = here(parser) + "/" + name.replace("~", "~0").replace("/", "~1");
    return Refusal.badRequest("missing-field", pointer, "the field is required");
  }

  private static String here(JsonParser parser) {
    return parser.getParsingContext().pathAsPointer().toString();
  }
}
