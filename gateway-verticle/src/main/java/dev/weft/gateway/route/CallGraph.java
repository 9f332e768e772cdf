package dev.weft.gateway.route;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which call needs which others. */
final class CallGraph {
  private final List<CallDraft> calls;
  private final List<BitSet> needs = new ArrayList<>();

  CallGraph(List<CallDraft> calls) {
    this.calls = calls;
    calls.forEach(_ -> needs.add(new BitSet()));
  }

  void needs(int call, int other) {
    needs.get(call).set(other);
  }

  /** Reports every call that needs itself on some way; false when there is one. */
  boolean checkCycles() {
    boolean sound = true;
    var told = new BitSet();
    for (var call : calls) {
      var way = new ArrayList<Integer>();
      if (!told.get(call.index()) && findWay(call.index(), call.index(), way, new BitSet())) {
        way.forEach(told::set);
        report(call, way);
        sound = false;
      }
    }
    return sound;
  }

  private boolean findWay(int from, int to, List<Integer> way, BitSet seen) {
    way.add(from);
    seen.set(from);
    var next = needs.get(from);
    for (int other = next.nextSetBit(0); other >= 0; other = next.nextSetBit(other + 1)) {
      if (other == to || (!seen.get(other) && findWay(other, to, way, seen))) {
        return true;
      }
    }
    way.removeLast();
    return false;
  }

  private void report(CallDraft call, List<Integer> way) {
    var names = new StringBuilder();
    way.forEach(other -> names.append(calls.get(other).name()).append(" -> "));
    names.append(call.name());
    call.section()
        .mistakes()
        .add(call.section().at(), call.section().path(), "the calls wait for each other: " + names);
  }

  /**
   * Puts every required call that does not need the write before it, so that nothing is written for
   * an answer that cannot be given.
   */
  void writeLast(int write) {
    for (var call : calls) {
      int other = call.index();
      if (other != write && !call.optional() && !reaches(other, write, new BitSet())) {
        needs(write, other);
      }
    }
  }

  private boolean reaches(int from, int to, BitSet seen) {
    seen.set(from);
    var next = needs.get(from);
    for (int other = next.nextSetBit(0); other >= 0; other = next.nextSetBit(other + 1)) {
      if (other == to || (!seen.get(other) && reaches(other, to, seen))) {
        return true;
      }
    }
    return false;
  }

  int[] after(int call) {
    return needs.get(call).stream().toArray();
  }

  int[] before(int call) {
    return calls.stream()
        .mapToInt(CallDraft::index)
        .filter(other -> needs.get(other).get(call))
        .toArray();
  }
}
