package dev.weft.gateway.route;

import dev.weft.gateway.plan.Join;
import dev.weft.gateway.plan.JsonPath;
import dev.weft.gateway.route.CallDraft.JoinDraft;
import dev.weft.node.config.YamlEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the calls of one route, each by itself. */
final class CallReader {
  private static final List<String> VERBS = List.of("get", "post", "put", "patch", "delete");
  static final List<String> KEYS =
      List.of(
          "service",
          "get",
          "post",
          "put",
          "patch",
          "delete",
          "body",
          "read",
          "when",
          "headers",
          "mock",
          "timeout",
          "optional",
          "default",
          "join",
          "pick",
          "omit");
  static final List<String> JOIN_KEYS =
      List.of("each", "by", "to", "as", "batch", "parallel", "max");
  static final Set<String> RESERVED = Set.of("query", "header", "claims", "body", "keys");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
  private static final Join.Sizes DEFAULT_SIZES = new Join.Sizes(100, 10, 1000);

  private final KnownServices services;

  CallReader(KnownServices services) {
    this.services = services;
  }

  List<CallDraft> read(Section calls) {
    var drafts = new ArrayList<CallDraft>();
    for (var entry : calls.mapping().entries()) {
      checkName(entry, calls);
      Section.of(entry.value(), calls.path(entry.key().text()), calls.mistakes())
          .map(section -> call(drafts.size(), entry.key().text(), section))
          .ifPresent(drafts::add);
    }
    return drafts;
  }

  private static void checkName(YamlEntry entry, Section calls) {
    var name = entry.key().text();
    if (RESERVED.contains(name) || !NAME.matcher(name).matches()) {
      var message =
          RESERVED.contains(name)
              ? "a call cannot be named so: references use the word for something else"
              : "the name of a call consists of letters, digits, - and _";
      calls.mistakes().add(entry.key().at(), calls.path(name), message);
    }
  }

  /**
   * A call that is wrong is kept all the same, so that references to it are not told as mistakes
   * too.
   */
  private CallDraft call(int index, String name, Section section) {
    section.allow(KEYS);
    var service = section.required("service");
    checkService(service, section);
    var verbs = VERBS.stream().filter(section::has).toList();
    if (verbs.size() != 1) {
      section.mistakes().add(section.at(), section.path(), oneVerb(verbs));
    }
    var verb = verbs.isEmpty() ? "get" : verbs.getFirst();
    checkKeys(section, verb);
    return new CallDraft(
        index,
        name,
        section,
        service.orElse(""),
        verb,
        section.text(verb).orElse("/"),
        section.flag("optional"),
        section.flag("read"),
        section.duration("timeout").orElse(null),
        section.section("join").map(CallReader::join));
  }

  private void checkService(Optional<String> service, Section section) {
    if (section.has("mock")) {
      var message = "the answer is a mock; \"" + service.orElse("") + "\" is not asked";
      services.warnings().add(section.keyAt("mock"), section.path("mock"), message);
    } else {
      service.ifPresent(known -> services.check(known, section));
    }
  }

  private static String oneVerb(List<String> verbs) {
    return verbs.isEmpty()
        ? "needs one of get, post, put, patch, delete"
        : "has more than one method: " + String.join(", ", verbs);
  }

  private static void checkKeys(Section section, String verb) {
    if (section.has("body") && verb.equals("get")) {
      section.mistake("body", "a get sends no body");
    }
    if (section.has("default") && section.text("optional").isEmpty() && !section.has("when")) {
      section.mistake("default", "only an optional call has a default; add optional: true");
    }
    if (section.has("read") && !verb.equals("post")) {
      section.mistake("read", "only a post can be marked as one that reads");
    }
    if (section.has("pick") && section.has("omit")) {
      section.mistake("omit", "use either pick or omit");
    }
    if (section.has("join") && !verb.equals("get")) {
      section.mistake("join", "only a get can be joined");
    }
  }

  private static JoinDraft join(Section section) {
    section.allow(JOIN_KEYS);
    var each = section.required("each").orElse("");
    int end = Scope.endOfName(each);
    return new JoinDraft(
        section,
        each.substring(0, end),
        path(section, "each", each.substring(end)),
        path(section, "by", section.required("by").orElse("")),
        path(section, "to", section.required("to").orElse("")),
        section.required("as").orElse(""),
        sizes(section));
  }

  private static Join.Sizes sizes(Section section) {
    return new Join.Sizes(
        section.count("batch", DEFAULT_SIZES.batch()),
        section.count("parallel", DEFAULT_SIZES.parallel()),
        section.count("max", DEFAULT_SIZES.max()));
  }

  private static JsonPath path(Section section, String key, String text) {
    try {
      var path = JsonPath.parse(text.startsWith(".") ? text.substring(1) : text);
      if (key.equals("each") && path.steps().stream().anyMatch(JsonPath.Item.class::isInstance)) {
        section.mistake(key, "a join completes all items, so it says [*] and not which one");
      }
      if (!key.equals("each") && path.leadsToMany()) {
        section.mistake(key, "must lead to one value, so [*] has no place in it");
      }
      return path;
    } catch (IllegalArgumentException e) {
      section.mistake(key, String.valueOf(e.getMessage()));
      return JsonPath.WHOLE;
    }
  }
}
