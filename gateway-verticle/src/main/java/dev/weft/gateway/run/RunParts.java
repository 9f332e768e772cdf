package dev.weft.gateway.run;

import dev.weft.gateway.answer.JoinIndex;
import dev.weft.gateway.answer.Parts;
import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.plan.Part;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.gateway.plan.Reference;
import dev.weft.gateway.plan.Template;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts that there are so far, and what references find in them and in the request. */
final class RunParts implements Parts {
  private final RequestValues request;
  private final @Nullable Part[] parts;
  private final @Nullable JoinIndex[] joins;
  private final BitSet skipped = new BitSet(0);

  RunParts(RequestValues request, int calls) {
    this.request = request;
    this.parts = new Part[calls];
    this.joins = new JoinIndex[calls];
  }

  void put(PlannedCall call, Part part) {
    parts[call.index()] = part;
  }

  void put(PlannedCall call, JoinIndex found) {
    joins[call.index()] = found;
  }

  /** The call is not made, because the route says so. */
  void skip(PlannedCall call) {
    skipped.set(call.index());
  }

  boolean isSkipped(Reference reference) {
    return reference instanceof Reference.PartValue part && skipped.get(part.call());
  }

  ReferenceValues values(List<String> joinKeys) {
    return new ReferenceValues(request, this::tape, joinKeys);
  }

  @Nullable JsonTape tape(int call) {
    return part(call).tape();
  }

  /** What a call has looked up, when it is a join that has ended. */
  @Nullable JoinIndex join(int call) {
    return joins[call];
  }

  @Override
  public Part part(int call) {
    if (call == Template.REQUEST_BODY) {
      return request.json();
    }
    if (call == Template.CLAIMS) {
      return request.claims();
    }
    var part = parts[call];
    return part == null ? Part.NULL : part;
  }

  @Override
  public @Nullable String text(Reference reference) {
    return values(List.of()).value(reference);
  }

  @Override
  public JoinIndex.@Nullable Found joined(int call, String key) {
    var index = joins[call];
    return index == null ? null : index.get(key);
  }
}
