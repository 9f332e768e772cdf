package dev.weft.gateway.route;

import dev.weft.gateway.plan.Reference;
import dev.weft.gateway.plan.UriTemplate;
import dev.weft.gateway.plan.UriTemplate.Literal;
import dev.weft.gateway.plan.UriTemplate.Piece;
import dev.weft.gateway.plan.UriTemplate.Slot;
import dev.weft.node.http.PathSafety;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads path and query of a call. */
final class AddressReader {
  private final Section section;
  private final String key;
  private final ReferenceReader references;
  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder plainPath = new StringBuilder();
  private boolean inQuery;

  AddressReader(Scope scope, Section section, String key, boolean inJoin) {
    this.section = section;
    this.key = key;
    this.references =
        new ReferenceReader(
            scope, inJoin, (message, nearest) -> section.mistake(key, message, nearest));
  }

  UriTemplate read(String text) {
    int before = section.mistakes().size();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('{', at);
      if (open < 0) {
        literal(text.substring(at));
        break;
      }
      int close = text.indexOf('}', open);
      if (close < 0) {
        section.mistake(key, "the brace at \"" + text.substring(open) + "\" is not closed");
        break;
      }
      literal(text.substring(at, open));
      var next = close + 1 < text.length() ? text.charAt(close + 1) : '\0';
      slot(text.substring(open + 1, close), open == 0 ? '\0' : text.charAt(open - 1), next);
      at = close + 1;
    }
    if (section.mistakes().size() == before) {
      PathSafety.check(plainPath.toString()).ifPresent(reason -> section.mistake(key, reason));
    }
    return new UriTemplate(text, pieces);
  }

  private void literal(String text) {
    int query = text.indexOf('?');
    if (!inQuery) {
      plainPath.append(query < 0 ? text : text.substring(0, query));
    }
    inQuery |= query >= 0;
    if (text.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || c == '#' || c == '"' || c == '}')) {
      section.mistake(key, "\"" + text + "\" has a character that must be percent-encoded");
    }
    if (!text.isEmpty()) {
      pieces.add(new Literal(text));
    }
  }

  private void slot(String inside, char before, char after) {
    int bar = inside.indexOf('|');
    var name = bar < 0 ? inside : inside.substring(0, bar);
    @Nullable String fallback = bar < 0 ? null : inside.substring(bar + 1);
    boolean whole =
        inQuery
            ? before == '=' && (after == '&' || after == '\0')
            : before == '/' && (after == '/' || after == '?' || after == '\0');
    if (!whole) {
      section.mistake(key, "{" + inside + "} must fill a whole path segment or query value");
    }
    if (!inQuery && fallback != null && fallback.isEmpty()) {
      section.mistake(key, "{" + inside + "}: a path segment cannot be empty");
    }
    plainPath.append(inQuery ? "" : "x");
    references.read(name).ifPresent(reference -> add(reference, fallback));
  }

  /** With an empty default a query value is left out together with its name. */
  private void add(Reference reference, @Nullable String fallback) {
    boolean leftOut = inQuery && fallback != null && fallback.isEmpty();
    if (leftOut && pieces.getLast() instanceof Literal literal) {
      var text = literal.text();
      int separator = Math.max(text.lastIndexOf('?'), text.lastIndexOf('&'));
      pieces.removeLast();
      if (separator > 0) {
        pieces.add(new Literal(text.substring(0, separator)));
      }
      pieces.add(new Slot(reference, null, false, text.substring(separator + 1)));
    } else {
      pieces.add(new Slot(reference, fallback, !inQuery, null));
    }
  }
}
