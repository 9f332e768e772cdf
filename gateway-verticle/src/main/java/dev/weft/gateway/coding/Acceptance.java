package dev.weft.gateway.coding;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of codings in its {@code Accept-Encoding} (RFC 9110, 12.5.3).
 *
 * @param weights by name in lower case
 */
record Acceptance(Map<String, Double> weights) {
  private static final String ANY = "*";
  private static final String PLAIN = "identity";

  static Acceptance parse(String header) {
    var weights = new HashMap<String, Double>();
    for (var item : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      int semicolon = item.indexOf(';');
      var name = (semicolon < 0 ? item : item.substring(0, semicolon)).strip();
      weights.putIfAbsent(name, semicolon < 0 ? 1.0 : weight(item.substring(semicolon + 1)));
    }
    return new Acceptance(weights);
  }

  private static double weight(String parameter) {
    var text = parameter.replace(" ", "");
    // What is no weight by the grammar is none: the client gets what everybody can read.
    return text.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")
        ? Double.parseDouble(text.substring(2))
        : 0;
  }

  /** The one that the client likes best, the first of equals; null when it wants none. */
  @Nullable ContentCoding best(List<ContentCoding> known) {
    ContentCoding best = null;
    double most = 0;
    for (var coding : known) {
      double weight = of(coding);
      if (weight > most) {
        best = coding;
        most = weight;
      }
    }
    return most < weights.getOrDefault(PLAIN, 0.0) ? null : best;
  }

  private double of(ContentCoding coding) {
    for (var weight : weights.entrySet()) {
      if (coding.isNamed(weight.getKey())) {
        return weight.getValue();
      }
    }
    return weights.getOrDefault(ANY, 0.0);
  }
}
