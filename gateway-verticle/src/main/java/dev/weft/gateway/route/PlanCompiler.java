package dev.weft.gateway.route;

import dev.weft.gateway.json.JsonName;
import dev.weft.gateway.plan.Join;
import dev.weft.gateway.plan.JsonPath;
import dev.weft.gateway.plan.Part;
import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.gateway.plan.Reference;
import dev.weft.gateway.plan.Shape;
import dev.weft.gateway.plan.Template;
import dev.weft.gateway.plan.UriTemplate;
import dev.weft.node.config.Nearest;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles one route that composes, from its calls as they were read. */
final class PlanCompiler {
  private final RouteHead head;
  private final Section section;
  private final List<CallDraft> drafts;
  private final Scope scope;
  private final CallGraph graph;
  private final BitSet readInside = new BitSet();
  private final List<UriTemplate> addresses = new ArrayList<>();
  private final List<@Nullable Template> bodies = new ArrayList<>();
  private final List<Part> fallbacks = new ArrayList<>();
  private final List<Shape.Draft> shapes = new ArrayList<>();
  private boolean bodyIsRead;

  PlanCompiler(RouteHead head, Section section, List<CallDraft> drafts) {
    this.head = head;
    this.section = section;
    this.drafts = drafts;
    this.scope =
        new Scope(
            head.path().parameters(),
            drafts.stream().map(CallDraft::name).toList(),
            drafts.stream().filter(call -> call.join().isPresent()).map(CallDraft::name).toList());
    this.graph = new CallGraph(drafts);
  }

  /** The plan; empty when there were mistakes. */
  Optional<Plan> compile(Duration deadline) {
    int before = section.mistakes().size();
    drafts.forEach(this::resolve);
    drafts.forEach(this::resolveJoin);
    var answer = answer();
    int write = write();
    if (graph.checkCycles() && write >= 0) {
      graph.writeLast(write);
    }
    if (section.mistakes().size() > before) {
      return Optional.empty();
    }
    var planned = drafts.stream().map(this::planned).toList();
    return Optional.of(
        new Plan(
            head.method(),
            head.path().text(),
            head.summary(),
            deadline,
            head.access(),
            planned,
            answer,
            write,
            bodyUse(planned)));
  }

  private void resolve(CallDraft call) {
    var address = new AddressReader(scope, call.section(), call.verb(), call.join().isPresent());
    var uri = address.read(call.address());
    uri.references().forEach(reference -> needs(call, reference));
    addresses.add(uri);
    var body =
        call.section()
            .node("body")
            .map(
                node ->
                    new TemplateReader(scope, section.mistakes())
                        .read(node, call.section().path("body")))
            .orElse(null);
    if (body != null) {
      places(body).forEach(place -> needs(call, place));
    }
    bodies.add(body);
    fallbacks.add(fallback(call));
    shapes.add(shape(call));
  }

  private void needs(CallDraft call, Reference reference) {
    switch (reference) {
      case Reference.PartValue part -> {
        graph.needs(call.index(), part.call());
        readInside.set(part.call());
      }
      case Reference.BodyValue _ -> bodyIsRead = true;
      default -> {}
    }
  }

  private void needs(CallDraft call, Template.Place place) {
    if (place.call() == Template.REQUEST_BODY) {
      bodyIsRead = true;
    } else {
      graph.needs(call.index(), place.call());
      lookInside(place);
    }
  }

  private void lookInside(Template.Place place) {
    if (place.call() == Template.REQUEST_BODY) {
      bodyIsRead = true;
    } else if (!place.path().isWhole()) {
      readInside.set(place.call());
    }
  }

  private static List<Template.Place> places(Template template) {
    var places = new ArrayList<Template.Place>();
    for (var piece : template.pieces()) {
      if (piece instanceof Template.Place place) {
        places.add(place);
      }
    }
    return places;
  }

  private static Shape.Draft shape(CallDraft call) {
    var shape = new Shape.Draft();
    var from = call.section();
    for (var scalar : from.list("pick")) {
      path(from, "pick", scalar.text()).ifPresent(shape::pick);
    }
    for (var scalar : from.list("omit")) {
      path(from, "omit", scalar.text()).ifPresent(shape::omit);
    }
    return shape;
  }

  private static Optional<JsonPath> path(Section section, String key, String text) {
    try {
      var path = JsonPath.parse(text);
      if (path.steps().stream().allMatch(step -> step instanceof JsonPath.Field)
          && !path.isWhole()) {
        return Optional.of(path);
      }
      section.mistake(
          key, "\"" + text + "\" must be the name of a field, such as price or lines.price");
    } catch (IllegalArgumentException e) {
      section.mistake(key, String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private void resolveJoin(CallDraft call) {
    if (call.join().isEmpty() || call.join().get().target().isEmpty()) {
      return;
    }
    var join = call.join().get();
    int target = scope.call(join.target());
    if (target < 0) {
      var nearest = Nearest.of(join.target(), scope.calls());
      join.section().mistake("each", "there is no call \"" + join.target() + "\"", nearest);
      return;
    }
    if (scope.joins().contains(join.target())) {
      join.section().mistake("each", "\"" + join.target() + "\" is a join itself");
    }
    if (addresses.get(call.index()).references().stream()
        .noneMatch(r -> r instanceof Reference.JoinKeys)) {
      call.section().mistake(call.verb(), "a join asks for its {keys}");
    }
    checkNames(join);
    graph.needs(call.index(), target);
    readInside.set(target);
    readInside.set(call.index());
    var insert =
        new Shape.Insert(
            new JsonName(join.as()),
            join.by(),
            call.index(),
            fallbacks.get(call.index()),
            shapes.get(call.index()).shape());
    shapes.get(target).insert(join.each(), insert);
  }

  private final Set<String> joined = new HashSet<>();

  private void checkNames(CallDraft.JoinDraft join) {
    if (!joined.add(join.target() + " " + join.each() + " " + join.as())) {
      join.section().mistake("as", "another join adds \"" + join.as() + "\" at the same place");
    }
  }

  private static Part fallback(CallDraft call) {
    return call.section()
        .node("default")
        .map(
            node ->
                Part.of(
                    Literals.json(node, call.section().path("default"), call.section().mistakes())))
        .orElse(Part.NULL);
  }

  private Template answer() {
    var reader = new TemplateReader(scope, section.mistakes());
    var node = section.node("answer");
    var answer =
        node.map(there -> reader.read(there, section.path("answer"))).orElseGet(reader::all);
    places(answer).forEach(this::lookInside);
    return answer;
  }

  private int write() {
    int write = -1;
    for (var call : drafts) {
      if (!call.isWrite()) {
        continue;
      }
      if (write >= 0) {
        call.section()
            .mistake(
                call.verb(),
                "a route writes to one service only; what changes several belongs to messages (\""
                    + drafts.get(write).name()
                    + "\" writes already)");
      }
      if (head.method().equals(HttpMethod.GET)) {
        call.section().mistake(call.verb(), "a GET route cannot write");
      }
      write = write < 0 ? call.index() : write;
    }
    return write;
  }

  private PlannedCall planned(CallDraft call) {
    int index = call.index();
    var shape = call.join().isPresent() ? null : shapes.get(index).shape();
    var own = call.section();
    return new PlannedCall(
        index,
        call.name(),
        call.service(),
        call.method(),
        addresses.get(index),
        bodies.get(index),
        call.timeout(),
        call.optional(),
        fallbacks.get(index),
        own.has("default"),
        call.join().map(this::join).orElse(null),
        shape,
        readInside.get(index) || shape != null,
        new PlannedCall.Order(graph.after(index), graph.before(index)));
  }

  private Join join(CallDraft.JoinDraft join) {
    int target = scope.call(join.target());
    return new Join(
        target, join.each(), join.by(), join.to(), new JsonName(join.as()), join.batch());
  }

  private Plan.BodyUse bodyUse(List<PlannedCall> planned) {
    if (bodyIsRead) {
      return Plan.BodyUse.READ;
    }
    boolean forwards = planned.stream().anyMatch(call -> call.isWrite() && call.body() == null);
    return forwards ? Plan.BodyUse.FORWARDED : Plan.BodyUse.IGNORED;
  }
}
