package dev.weft.gateway.route;

import dev.weft.gateway.plan.Access;
import dev.weft.gateway.plan.PassThrough;
import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.Reference;
import dev.weft.gateway.plan.Route;
import dev.weft.gateway.plan.UriTemplate;
import dev.weft.node.config.Mistakes;
import dev.weft.node.config.YamlEntry;
import dev.weft.node.config.YamlNode;
import dev.weft.node.http.PathTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compiles the routes of one file. */
final class RouteCompiler {
  static final List<String> KEYS =
      Stream.concat(
              Stream.of("summary", "deadline", "headers", "calls", "answer", "pass"),
              AccessReader.KEYS.stream())
          .toList();
  static final List<String> PASS_KEYS = List.of("service", "to");
  private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(5);

  private final KnownServices services;
  private final Mistakes mistakes;

  RouteCompiler(KnownServices services, Mistakes mistakes) {
    this.services = services;
    this.mistakes = mistakes;
  }

  /** A route with the place of its key. */
  record Placed(YamlEntry entry, Route route) {}

  List<Placed> compile(YamlNode root) {
    var routes = new ArrayList<Placed>();
    Section.of(root, "", mistakes)
        .ifPresent(
            file -> {
              for (var entry : file.mapping().entries()) {
                compile(entry).ifPresent(route -> routes.add(new Placed(entry, route)));
              }
            });
    return routes;
  }

  private Optional<Route> compile(YamlEntry entry) {
    var name = entry.key().text();
    var section = Section.of(entry.value(), name, mistakes);
    var summary = section.flatMap(there -> there.text("summary")).orElse("");
    var access =
        section.map(there -> new AccessReader(services.edge(), there).read()).orElse(Access.USUAL);
    var head = RouteHead.read(entry.key(), summary, access, mistakes);
    if (section.isEmpty()) {
      return Optional.empty();
    }
    section.get().allow(KEYS);
    var deadline = section.get().duration("deadline").orElse(DEFAULT_DEADLINE);
    if (section.get().has("pass")) {
      return head.flatMap(known -> pass(known, section.get(), deadline));
    }
    return plan(head, section.get(), deadline);
  }

  private Optional<Route> plan(Optional<RouteHead> head, Section section, Duration deadline) {
    if (!section.has("calls")) {
      mistakes.add(section.at(), section.path(), "needs calls, or pass");
      return Optional.empty();
    }
    int before = mistakes.size();
    var drafts =
        section
            .section("calls")
            .map(calls -> new CallReader(services).read(calls))
            .orElse(List.of());
    boolean callsAreSound = mistakes.size() == before;
    if (head.isPresent()) {
      checkMethod(head.get(), section);
      checkParameters(head.get(), section, drafts);
    }
    drafts.forEach(call -> checkTimeout(call, deadline));
    if (drafts.size() > services.calls()) {
      section.mistake(
          "calls", "are " + drafts.size() + ", but limits.calls allows " + services.calls());
      callsAreSound = false;
    }
    // References are resolved even when a call is wrong by itself, so that all mistakes are told at
    // once.
    Optional<Plan> plan =
        head.flatMap(
            known ->
                new PlanCompiler(
                        known, section, drafts, services.edge().knowsCallers(known.access()))
                    .compile(deadline, services.calls()));
    plan.filter(route -> route.body() == Plan.BodyUse.IGNORED && section.has("body-schema"))
        .ifPresent(_ -> section.mistake("body-schema", "the route has no use for a body"));
    return callsAreSound ? plan.map(route -> route) : Optional.empty();
  }

  private static void checkMethod(RouteHead head, Section section) {
    boolean composes = !head.method().equals(PathTable.ANY) && !head.path().tail();
    if (!composes) {
      section
          .mistakes()
          .add(
              section.at(),
              section.path(),
              "only a pass-through has the method ANY or a path with **");
    }
  }

  private void checkTimeout(CallDraft call, Duration deadline) {
    if (call.timeout() != null && call.timeout().compareTo(deadline) > 0) {
      var own = call.section();
      services
          .warnings()
          .add(
              own.at("timeout"),
              own.path("timeout"),
              "the route's deadline, " + deadline.toMillis() + "ms, is over before");
    }
  }

  /** One name stands for one thing in a reference. */
  private static void checkParameters(RouteHead head, Section section, List<CallDraft> drafts) {
    for (var parameter : head.path().parameters()) {
      if (CallReader.RESERVED.contains(parameter)) {
        var message = "{" + parameter + "}: references use the word for something else";
        section.mistakes().add(section.at(), section.path(), message);
      }
      for (var call : drafts) {
        if (call.name().equals(parameter)) {
          var message = "the route's path has a parameter of this name";
          section.mistakes().add(call.section().at(), call.section().path(), message);
        }
      }
    }
  }

  private Optional<Route> pass(RouteHead head, Section section, Duration deadline) {
    for (var key : List.of("headers", "calls", "answer", "body-schema")) {
      if (section.has(key)) {
        section.mistake(key, "a pass-through has no " + key);
      }
    }
    var pass = section.section("pass");
    if (pass.isEmpty()) {
      return Optional.empty();
    }
    pass.get().allow(PASS_KEYS);
    int before = mistakes.size();
    var service = pass.get().required("service");
    service.ifPresent(known -> services.check(known, pass.get()));
    var to = pass.get().text("to");
    boolean tail = head.path().tail();
    if (to.isPresent() && to.get().endsWith("/**") != tail) {
      pass.get().mistake("to", "must end with /** exactly when the route's path does");
    }
    if (to.isPresent() && to.get().indexOf('?') >= 0) {
      pass.get().mistake("to", "is a path: the query goes on as it came");
    }
    var address = to.map(text -> address(head, pass.get(), text));
    address.ifPresent(template -> checkReferences(pass.get(), template));
    if (service.isEmpty() || mistakes.size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new PassThrough(
            head.method(),
            head.path().text(),
            head.summary(),
            deadline,
            head.access(),
            service.get(),
            address.orElse(null),
            tail));
  }

  private static void checkReferences(Section pass, UriTemplate address) {
    for (var reference : address.references()) {
      if (!(reference instanceof Reference.PathParameter)) {
        pass.mistake(
            "to", "{" + reference.text() + "}: only parameters of the path can stand here");
      }
    }
  }

  private static UriTemplate address(RouteHead head, Section pass, String to) {
    var text = to.endsWith("/**") ? to.substring(0, to.length() - 3) : to;
    var scope = new Scope(head.path().parameters(), List.of(), List.of(), false);
    return text.isEmpty()
        ? new UriTemplate("", List.of())
        : new AddressReader(scope, pass, "to", false).read(text);
  }
}
