package dev.weft.gateway.call;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Instances that may be chosen: those of the own zone, and the others. */
record Candidates(Group near, Group far) {
  static final Candidates NONE = of(List.of(), "");

  static Candidates of(List<Target> targets, String zone) {
    var near = targets.stream().filter(target -> target.instance().zone().equals(zone)).toList();
    var far = targets.stream().filter(target -> !target.instance().zone().equals(zone)).toList();
    return new Candidates(Group.of(near), Group.of(far));
  }

  /** Null when there are none. */
  @Nullable Target choose() {
    var here = near.choose();
    if (far.isEmpty()) {
      return here;
    }
    var there = far.choose();
    return here == null || (there != null && here.isFarBusierThan(there)) ? there : here;
  }

  /**
   * Instances of equal standing.
   *
   * @param upTo the sums of the weights up to each
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Group(Target[] targets, int[] upTo) {
    static Group of(List<Target> targets) {
      var sums = new int[targets.size()];
      int sum = 0;
      for (int i = 0; i < sums.length; i++) {
        sum += targets.get(i).instance().weight();
        sums[i] = sum;
      }
      return new Group(targets.toArray(Target[]::new), sums);
    }

    boolean isEmpty() {
      return targets.length == 0;
    }

    @Nullable Target choose() {
      int size = targets.length;
      if (size <= 1) {
        return size == 0 ? null : targets[0];
      }
      var random = ThreadLocalRandom.current();
      int total = upTo[size - 1];
      int one = at(random.nextInt(total));
      int weight = targets[one].instance().weight();
      int point = random.nextInt(total - weight);
      int two = at(point < upTo[one] - weight ? point : point + weight);
      return targets[two].isLessLoadedThan(targets[one]) ? targets[two] : targets[one];
    }

    private int at(int point) {
      int i = 0;
      while (upTo[i] <= point) {
        i++;
      }
      return i;
    }
  }
}
