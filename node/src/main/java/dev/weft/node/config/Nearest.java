package dev.weft.node.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant. */
public final class Nearest {

  private Nearest() {}

  /**
   * The valid name that differs in the fewest letters, upper case, dashes and underscores apart;
   * null when none is near.
   */
  public static @Nullable String of(String wrong, Collection<String> valid) {
    var plain = plain(wrong);
    int farthest = Math.max(1, plain.length() / 3);
    var distance = new DamerauLevenshteinDistance(farthest);
    return valid.stream()
        .map(name -> new Candidate(name, distance.apply(plain, plain(name))))
        .filter(candidate -> candidate.distance >= 0)
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name)
        .orElse(null);
  }

  private record Candidate(String name, int distance) {}

  private static String plain(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }
}
