package dev.weft.gateway.route;

import dev.weft.gateway.json.JsonName;
import dev.weft.gateway.plan.JsonPath;
import dev.weft.gateway.plan.Part;
import dev.weft.gateway.plan.Reference;
import dev.weft.gateway.plan.Shape;
import dev.weft.gateway.plan.UriTemplate;
import dev.weft.node.config.Nearest;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts what joins look up into the shapes of the parts that they complete. */
final class JoinCompiler {
  private final List<CallDraft> drafts;
  private final Scope scope;
  private final CallGraph graph;
  private final List<Part> fallbacks;
  private final List<Shape.Draft> shapes;
  private final BitSet done = new BitSet();
  private final Set<String> joined = new HashSet<>();

  JoinCompiler(
      List<CallDraft> drafts,
      Scope scope,
      CallGraph graph,
      List<Part> fallbacks,
      List<Shape.Draft> shapes) {
    this.drafts = drafts;
    this.scope = scope;
    this.graph = graph;
    this.fallbacks = fallbacks;
    this.shapes = shapes;
  }

  /** Checks a join by itself, and that it asks for its keys. */
  void check(CallDraft call, UriTemplate address) {
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
    if (drafts.get(target).join().isPresent() && !beginsWithEach(join.each())) {
      var message = "\"" + join.target() + "\" is a join: write " + join.target() + "[*]";
      join.section().mistake("each", message);
    }
    if (address.references().stream().noneMatch(r -> r instanceof Reference.JoinKeys)) {
      call.section().mistake(call.verb(), "a join asks for its {keys}");
    }
    if (!joined.add(join.target() + " " + join.each() + " " + join.as())) {
      join.section().mistake("as", "another join adds \"" + join.as() + "\" at the same place");
    }
    graph.needs(call.index(), target);
  }

  private static boolean beginsWithEach(JsonPath path) {
    return !path.isWhole() && path.steps().getFirst() instanceof JsonPath.Each;
  }

  /** A join that completes another's values is placed first, since it becomes a part of them. */
  void place(CallDraft call) {
    if (call.join().isEmpty() || done.get(call.index())) {
      return;
    }
    done.set(call.index());
    var join = call.join().get();
    for (var other : drafts) {
      if (other.join().filter(inner -> inner.target().equals(call.name())).isPresent()) {
        place(other);
      }
    }
    int target = scope.call(join.target());
    if (target >= 0) {
      shapes.get(target).insert(join.each(), insert(call, join));
    }
  }

  private Shape.Insert insert(CallDraft call, CallDraft.JoinDraft join) {
    int index = call.index();
    return new Shape.Insert(
        new JsonName(join.as()), join.by(), index, fallbacks.get(index), shapes.get(index).shape());
  }
}
