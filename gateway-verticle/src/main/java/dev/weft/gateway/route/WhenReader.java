package dev.weft.gateway.route;

import dev.weft.gateway.plan.Condition;
import dev.weft.gateway.plan.Reference;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code when:} of a call: {@code {a}}, {@code !{a}}, {@code {a} == b}, {@code {a} != b}. */
final class WhenReader {
  private static final String KEY = "when";
  private static final Pattern FORM =
      Pattern.compile("(!?)\\{([^{}]*)\\}(?:\\s*(==|!=)\\s*([^\\s=!].*))?");
  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

  private final Section section;
  private final ReferenceReader references;

  WhenReader(Scope scope, Section section) {
    this.section = section;
    this.references =
        new ReferenceReader(
            scope, false, (message, nearest) -> section.mistake(KEY, message, nearest));
  }

  Optional<Condition> read() {
    return section.text(KEY).flatMap(text -> read(text.strip()));
  }

  private Optional<Condition> read(String text) {
    var form = FORM.matcher(text);
    if (!form.matches() || (!form.group(1).isEmpty() && form.group(3) != null)) {
      return refuse("must be {query.full}, !{query.full}, {query.full} == yes or != yes");
    }
    if (form.group(2).indexOf('|') >= 0) {
      return refuse("a reference has no default here");
    }
    return references.read(form.group(2)).flatMap(reference -> condition(reference, form));
  }

  private Optional<Condition> condition(Reference reference, Matcher form) {
    if (form.group(3) == null) {
      var test = form.group(1).isEmpty() ? Condition.Test.PRESENT : Condition.Test.ABSENT;
      return Optional.of(new Condition(reference, test, ""));
    }
    if (reference.isList()) {
      return refuse("a list equals nothing: only ask whether it has values");
    }
    var test = form.group(3).equals("==") ? Condition.Test.EQUAL : Condition.Test.DIFFERENT;
    return Optional.of(new Condition(reference, test, unquoted(form.group(4))));
  }

  private static String unquoted(String text) {
    return QUOTED.matcher(text).matches() ? text.substring(1, text.length() - 1) : text;
  }

  private Optional<Condition> refuse(String message) {
    section.mistake(KEY, message);
    return Optional.empty();
  }
}
