package dev.weft.gateway.route;

import dev.weft.gateway.json.JsonName;
import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.plan.Condition;
import dev.weft.gateway.plan.Join;
import dev.weft.gateway.plan.Mock;
import dev.weft.gateway.plan.Part;
import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.gateway.plan.Reference;
import dev.weft.gateway.plan.Shape;
import dev.weft.gateway.plan.Template;
import dev.weft.gateway.plan.Terms;
import dev.weft.gateway.plan.UriTemplate;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compiles one route that composes, from its calls as they were read. */
final class PlanCompiler {
  private final RouteHead head;
  private final Section section;
  private final List<CallDraft> drafts;
  private final Scope scope;
  private final CallGraph graph;
  private final HeaderReader headers;
  private final BitSet readInside = new BitSet();
  private final BitSet spread = new BitSet();
  private final List<Resolved> resolved = new ArrayList<>();
  private final List<Part> fallbacks = new ArrayList<>();
  private final List<Shape.Draft> shapes = new ArrayList<>();
  private final List<TemplateReader.Merge> merges = new ArrayList<>();
  private boolean bodyIsRead;

  /** A call whose names are resolved. */
  private record Resolved(
      UriTemplate address,
      @Nullable Template body,
      @Nullable Condition when,
      HeaderReader.Headers headers,
      @Nullable Mock mock) {}

  PlanCompiler(RouteHead head, Section section, List<CallDraft> drafts, boolean knowsCallers) {
    this.head = head;
    this.section = section;
    this.drafts = drafts;
    this.scope =
        new Scope(
            head.path().parameters(),
            drafts.stream().map(CallDraft::name).toList(),
            drafts.stream().filter(call -> call.join().isPresent()).map(CallDraft::name).toList(),
            knowsCallers);
    this.graph = new CallGraph(drafts);
    this.headers = new HeaderReader(section);
  }

  /** The plan; empty when there were mistakes. */
  Optional<Plan> compile(Duration deadline, int mostCalls) {
    int before = section.mistakes().size();
    drafts.forEach(this::resolve);
    joins();
    var answer = answer();
    var merge = new MergeCheck(shapes, section.mistakes());
    merges.forEach(merge::check);
    checkSpreads();
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
            bodyUse(planned),
            mostCalls));
  }

  private void resolve(CallDraft call) {
    var own = call.section();
    var uri =
        new AddressReader(scope, own, call.verb(), call.join().isPresent()).read(call.address());
    uri.references().forEach(reference -> needs(call, reference));
    var when = new WhenReader(scope, own).read();
    when.ifPresent(condition -> needs(call, condition.reference()));
    var passed = headers.read(own, call.name());
    if (call.join().isPresent() && !passed.back().isEmpty()) {
      own.mistake("headers", "a join may ask several times, so no header of it can come back");
    }
    resolved.add(
        new Resolved(
            uri, body(call), when.orElse(null), passed, MockReader.read(own).orElse(null)));
    fallbacks.add(fallback(call));
    shapes.add(ShapeReader.read(own));
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

  private @Nullable Template body(CallDraft call) {
    var own = call.section();
    var node = own.node("body");
    if (node.isEmpty()) {
      if (call.sendsBody() && call.reads() && head.method().equals(HttpMethod.GET)) {
        own.mistake(call.verb(), "a GET request has no body to send on: add body");
      }
      return null;
    }
    var body =
        new TemplateReader(scope, section.mistakes(), merges).read(node.get(), own.path("body"));
    body.forEachPlace(
        (place, use) -> {
          if (place.call() >= 0) {
            graph.needs(call.index(), place.call());
          }
          lookInside(place, use);
        });
    return body;
  }

  private void lookInside(Template.Place place, Template.Use use) {
    if (place.call() == Template.REQUEST_BODY) {
      bodyIsRead = true;
    } else if (place.call() >= 0 && (use != Template.Use.VALUE || !place.path().isWhole())) {
      readInside.set(place.call());
    }
    if (place.call() >= 0 && use == Template.Use.FIELDS && place.path().isWhole()) {
      spread.set(place.call());
    }
  }

  private void joins() {
    var joins = new JoinCompiler(drafts, scope, graph, fallbacks, shapes);
    for (var call : drafts) {
      joins.check(call, resolved.get(call.index()).address());
    }
    for (var call : drafts) {
      joins.place(call);
      if (call.join().isPresent()) {
        readInside.set(call.index());
        call.join()
            .map(join -> scope.call(join.target()))
            .filter(i -> i >= 0)
            .ifPresent(readInside::set);
      }
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
    var reader = new TemplateReader(scope, section.mistakes(), merges);
    var node = section.node("answer");
    var answer =
        node.map(there -> reader.read(there, section.path("answer"))).orElseGet(reader::all);
    answer.forEachPlace(this::lookInside);
    return answer;
  }

  /** A part that is spread has to be an object, whoever gives it. */
  private void checkSpreads() {
    for (var call : drafts) {
      var tape = fallbacks.get(call.index()).tape();
      boolean fits = tape == null || isObjectOrNull(tape);
      if (spread.get(call.index()) && !fits) {
        call.section().mistake("default", "the part is spread, so it must be an object");
      }
    }
  }

  private static boolean isObjectOrNull(JsonTape tape) {
    return tape.kind(0) == JsonTape.Kind.OBJECT || tape.kind(0) == JsonTape.Kind.NULL;
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
    var found = resolved.get(index);
    return new PlannedCall(
        index,
        call.name(),
        call.service(),
        call.method(),
        found.address(),
        found.body(),
        call.timeout(),
        call.optional(),
        fallbacks.get(index),
        call.section().has("default"),
        call.join().map(this::join).orElse(null),
        shape,
        readInside.get(index) || shape != null,
        new PlannedCall.Order(graph.after(index), graph.before(index)),
        new Terms(
            found.when(),
            call.reads(),
            found.headers().send(),
            found.headers().back(),
            found.mock(),
            spread.get(index)));
  }

  private Join join(CallDraft.JoinDraft join) {
    int target = scope.call(join.target());
    return new Join(
        target, join.each(), join.by(), join.to(), new JsonName(join.as()), join.sizes());
  }

  private Plan.BodyUse bodyUse(List<PlannedCall> planned) {
    if (bodyIsRead) {
      return Plan.BodyUse.READ;
    }
    boolean forwards = planned.stream().anyMatch(call -> call.sendsBody() && call.body() == null);
    return forwards ? Plan.BodyUse.FORWARDED : Plan.BodyUse.IGNORED;
  }
}
