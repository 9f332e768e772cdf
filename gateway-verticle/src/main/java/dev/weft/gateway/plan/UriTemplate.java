package dev.weft.gateway.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path and query of a call with references in it. A reference fills one path segment or query
 * value, percent-encoded: it cannot change the structure around it. Immutable.
 */
public final class UriTemplate {
  private final String text;
  private final List<Piece> pieces;

  public UriTemplate(String text, List<Piece> pieces) {
    this.text = text;
    this.pieces = List.copyOf(pieces);
  }

  /** A part of the template, in order. */
  public sealed interface Piece permits Literal, Slot {}

  /** Text that stands there as it is. */
  public record Literal(String text) implements Piece {}

  /**
   * A reference. The prefix is {@code name=} with its separator when the slot is a query value that
   * may be left out, else empty.
   */
  public record Slot(
      Reference reference, @Nullable String fallback, boolean inPath, @Nullable String pair)
      implements Piece {}

  /** What filling it in comes to. */
  public sealed interface Filled permits Uri, Missing {}

  /** Ready to be requested. */
  public record Uri(String text) implements Filled {}

  /** A reference without a value: the call is not to be made. */
  public record Missing(Reference reference) implements Filled {}

  /** Literals and references in their order. */
  public List<Piece> pieces() {
    return pieces;
  }

  /** Every reference in it. */
  public List<Reference> references() {
    var all = new ArrayList<Reference>();
    for (var piece : pieces) {
      if (piece instanceof Slot slot) {
        all.add(slot.reference());
      }
    }
    return all;
  }

  public Filled fill(Values values) {
    var out = new StringBuilder(text.length() + 16);
    boolean query = false;
    for (var piece : pieces) {
      switch (piece) {
        case Literal literal -> {
          query = appendLiteral(out, literal.text(), query);
        }
        case Slot slot -> {
          if (slot.pair() != null) {
            query = appendPair(out, slot, values, query);
          } else if (!append(out, slot, values)) {
            return new Missing(slot.reference());
          }
        }
      }
    }
    return new Uri(out.toString());
  }

  /** A query value before it may have been left out: then this one is the first. */
  private static boolean appendLiteral(StringBuilder out, String literal, boolean query) {
    if (!query && literal.startsWith("&")) {
      out.append('?').append(literal, 1, literal.length());
      return true;
    }
    out.append(literal);
    return query || literal.indexOf('?') >= 0;
  }

  private static boolean appendPair(StringBuilder out, Slot slot, Values values, boolean query) {
    int before = out.length();
    out.append(query ? '&' : '?').append(slot.pair());
    if (append(out, slot, values)) {
      return true;
    }
    out.setLength(before);
    return query;
  }

  private static boolean append(StringBuilder out, Slot slot, Values values) {
    if (slot.reference().isList()) {
      return appendList(out, slot, values.values(slot.reference()));
    }
    var value = values.value(slot.reference());
    if (value == null) {
      value = slot.fallback();
    }
    if (value == null || (slot.inPath() && !isSegment(value))) {
      return false;
    }
    Percent.encode(out, value);
    return true;
  }

  private static boolean appendList(StringBuilder out, Slot slot, List<String> list) {
    if (list.isEmpty()) {
      if (slot.fallback() != null) {
        Percent.encode(out, slot.fallback());
      }
      return slot.fallback() != null;
    }
    for (int i = 0; i < list.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      Percent.encode(out, list.get(i));
    }
    return true;
  }

  /** An empty or dot segment would change the path, however it is encoded. */
  private static boolean isSegment(String value) {
    return !value.isEmpty() && !value.equals(".") && !value.equals("..");
  }

  @Override
  public String toString() {
    return text;
  }
}
