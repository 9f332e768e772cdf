package dev.weft.gateway.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Draws the order of a plan's calls: {@code first -> parallel[a, b] -> last}. */
public final class PlanDrawing {
  private PlanDrawing() {}

  public static String of(Plan plan) {
    var levels = new ArrayList<List<String>>();
    var levelOf = new int[plan.calls().size()];
    int placed = 0;
    while (placed < levelOf.length) {
      var level = new ArrayList<String>();
      for (var call : plan.calls()) {
        if (levelOf[call.index()] == 0 && isReady(call, levelOf, levels.size())) {
          levelOf[call.index()] = levels.size() + 1;
          level.add(call.name());
        }
      }
      placed += level.size();
      levels.add(level);
    }
    return levels.stream().map(PlanDrawing::draw).collect(Collectors.joining(" -> "));
  }

  private static boolean isReady(PlannedCall call, int[] levelOf, int level) {
    for (int other : call.order().after()) {
      if (levelOf[other] == 0 || levelOf[other] > level) {
        return false;
      }
    }
    return true;
  }

  private static String draw(List<String> level) {
    return level.size() == 1 ? level.getFirst() : "parallel" + level;
  }
}
