package dev.weft.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Books for people: each type with its subscriptions. */
final class BooksText {

  private static final String FORMAT = "%-28s %9s %9s %9s %7s %7s %9s %7s %9s  %s";

  private final ObjectNode services;

  /** What each service answered. */
  BooksText(ObjectNode services) {
    this.services = services;
  }

  /** Whether nothing is known that does not balance. */
  boolean balances() {
    for (JsonNode service : services) {
      for (JsonNode book : service.path("subscriptions")) {
        if (book.path("alarm").asBoolean()) {
          return false;
        }
      }
    }
    return true;
  }

  List<String> lines() {
    Map<String, List<String>> byType = new TreeMap<>();
    services.properties().forEach(each -> types(each.getKey(), each.getValue(), byType));
    services.forEach(service -> subscriptions(service, byType));
    List<String> lines = new ArrayList<>();
    lines.add(
        FORMAT.formatted(
            "",
            "published",
            "before",
            "consumed",
            "held",
            "dead",
            "discarded",
            "waiting",
            "scheduled",
            ""));
    byType.forEach(
        (type, books) -> {
          lines.add(type);
          lines.addAll(books);
        });
    services.forEach(
        service -> service.path("alarms").forEach(alarm -> lines.add("alarm: " + alarm.asText())));
    return lines;
  }

  private static void types(String service, JsonNode books, Map<String, List<String>> byType) {
    for (JsonNode book : books.path("types")) {
      byType
          .computeIfAbsent(book.path("type").asText(), _ -> new ArrayList<>())
          .add(
              FORMAT.formatted(
                  "  from " + service,
                  number(book, "published"),
                  "",
                  "",
                  "",
                  number(book, "dead"),
                  "",
                  atLeast(book, "waiting"),
                  atLeast(book, "scheduled"),
                  ""));
    }
  }

  private static void subscriptions(JsonNode books, Map<String, List<String>> byType) {
    for (JsonNode book : books.path("subscriptions")) {
      String name = book.path("subscription").asText();
      int end = name.indexOf("::");
      byType
          .computeIfAbsent(name.substring(0, end), _ -> new ArrayList<>())
          .add(
              FORMAT.formatted(
                  "  to " + name.substring(end + 2),
                  number(book, "published"),
                  number(book, "opening"),
                  number(book, "consumed"),
                  number(book, "held"),
                  number(book, "dead"),
                  number(book, "discarded"),
                  number(book, "waiting"),
                  "",
                  verdict(book)));
    }
  }

  private static String verdict(JsonNode book) {
    String now = book.path("verdict").asText();
    String last = book.path("lastVerdict").asText();
    boolean news = book.path("alarm").asBoolean() && !now.equals(last);
    return news ? now + "; " + last + " when nothing moved last" : now;
  }

  private static String number(JsonNode book, String name) {
    JsonNode number = book.path(name);
    return number.isNumber() ? number.asText() : "?";
  }

  private static String atLeast(JsonNode book, String name) {
    return number(book, name) + (book.path(name + "AtLeast").asBoolean() ? "+" : "");
  }
}
