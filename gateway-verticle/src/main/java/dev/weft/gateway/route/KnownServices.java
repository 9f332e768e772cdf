package dev.weft.gateway.route;

import dev.weft.node.config.Mistakes;
import dev.weft.node.config.Nearest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The services that routes may name. When more may register later, an unknown name is a mistake
 * only if it looks like a known one misspelt; else it is a warning.
 *
 * @param names those that are configured
 * @param open whether services may register that are not configured
 * @param edge what else routes may name
 * @param calls most calls that one request makes
 * @param warnings where doubts go
 */
public record KnownServices(
    Set<String> names, boolean open, KnownEdge edge, int calls, Mistakes warnings) {
  public static final int USUAL_CALLS = 100;

  public KnownServices(Set<String> names, boolean open, KnownEdge edge, Mistakes warnings) {
    this(names, open, edge, USUAL_CALLS, warnings);
  }

  public KnownServices(Set<String> names, boolean open, Mistakes warnings) {
    this(names, open, KnownEdge.NONE, warnings);
  }

  public KnownServices {
    names = Set.copyOf(names);
  }

  void check(String name, Section section) {
    if (names.contains(name)) {
      return;
    }
    @Nullable String nearest = Nearest.of(name, names);
    if (open && nearest == null) {
      var message = "no service \"" + name + "\" is configured; it is expected to register itself";
      warnings.add(section.at("service"), section.path("service"), message);
    } else {
      section.mistake("service", "there is no service \"" + name + "\"", nearest);
    }
  }
}
