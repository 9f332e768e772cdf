package dev.weft.bench.messaging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rates by name, round by round. */
final class Figures {

  private final Map<String, List<Double>> rates = new LinkedHashMap<>();

  void add(String name, double perSecond) {
    rates.computeIfAbsent(name, _ -> new ArrayList<>()).add(perSecond);
  }

  /**
   * One row: the medians of what is measured and of its ceiling, and the median of the rounds'
   * ratios.
   */
  String row(String name, String ceiling) {
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f/s | %s | %,.0f/s | %.2f | %s |",
        name,
        median(of(name)),
        ceiling,
        median(of(ceiling)),
        median(ratios(name, ceiling)),
        ratios(name, ceiling).stream()
            .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
            .toList());
  }

  private List<Double> of(String name) {
    return rates.getOrDefault(name, List.of());
  }

  private List<Double> ratios(String name, String ceiling) {
    var ratios = new ArrayList<Double>();
    for (var round = 0; round < of(name).size(); round++) {
      ratios.add(of(name).get(round) / of(ceiling).get(round));
    }
    return ratios;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
  }
}
