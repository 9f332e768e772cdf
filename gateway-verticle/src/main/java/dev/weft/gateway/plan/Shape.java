package dev.weft.gateway.plan;

import dev.weft.gateway.json.JsonName;
import dev.weft.gateway.json.JsonTape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to change inside a part on its way into the answer: fields to keep or drop, joined values
 * to add. It applies to an object, and to every object of an array. A value without a shape is
 * spliced as it is.
 */
public final class Shape {
  private final boolean picks;
  private final Set<JsonName> picked;
  private final Set<JsonName> omitted;
  private final Map<JsonName, Shape> fields;
  private final List<Insert> inserts;

  private Shape(Draft draft) {
    this.picks = draft.picks;
    this.picked = Set.copyOf(draft.picked);
    this.omitted = Set.copyOf(draft.omitted);
    var built = new LinkedHashMap<JsonName, Shape>();
    draft.fields.forEach((name, field) -> built.put(name, field.build()));
    this.fields = Map.copyOf(built);
    this.inserts = List.copyOf(draft.inserts);
  }

  /**
   * A joined value, added to an object under a name.
   *
   * @param otherwise what is added when the join found nothing
   * @param shape what to change inside the joined value
   */
  public record Insert(JsonName as, JsonPath by, int call, Part otherwise, @Nullable Shape shape) {}

  /** Whether a field of this name stays. */
  public boolean keeps(JsonName name) {
    return (!picks || picked.contains(name))
        && !omitted.contains(name)
        && inserts.stream().noneMatch(insert -> insert.as().equals(name));
  }

  /** The shape of the value of a field of this name, null when it stays as it is. */
  public @Nullable Shape of(JsonName name) {
    return fields.get(name);
  }

  /** Whether only fields that are named stay. */
  public boolean picks() {
    return picks;
  }

  public List<Insert> inserts() {
    return inserts;
  }

  public boolean keeps(JsonTape tape, int key) {
    if (picks && !names(picked, tape, key)) {
      return false;
    }
    for (var insert : inserts) {
      if (tape.isNamed(key, insert.as())) {
        return false;
      }
    }
    return omitted.isEmpty() || !names(omitted, tape, key);
  }

  private static boolean names(Set<JsonName> names, JsonTape tape, int key) {
    for (var name : names) {
      if (tape.isNamed(key, name)) {
        return true;
      }
    }
    return false;
  }

  /** The shape of a field's value, null when it stays as it is. */
  public @Nullable Shape of(JsonTape tape, int key) {
    for (var field : fields.entrySet()) {
      if (tape.isNamed(key, field.getKey())) {
        return field.getValue();
      }
    }
    return null;
  }

  /** The shape at the end of a path, null when nothing is to change there. */
  public static @Nullable Shape at(@Nullable Shape shape, JsonPath path) {
    var at = shape;
    for (var step : path.steps()) {
      if (at != null && step instanceof JsonPath.Field field) {
        at = at.fields.get(field.name());
      }
    }
    return at;
  }

  /** A shape while a route is compiled. */
  public static final class Draft {
    private boolean picks;
    private final Set<JsonName> picked = new HashSet<>();
    private final Set<JsonName> omitted = new HashSet<>();
    private final Map<JsonName, Draft> fields = new LinkedHashMap<>();
    private final List<Insert> inserts = new ArrayList<>();

    public void pick(JsonPath path) {
      var draft = this;
      for (var step : path.steps()) {
        if (step instanceof JsonPath.Field field) {
          draft.picks = true;
          draft.picked.add(field.name());
          draft = draft.into(field.name());
        }
      }
    }

    public void omit(JsonPath path) {
      var draft = this;
      var names = names(path);
      for (var name : names.subList(0, names.size() - 1)) {
        draft = draft.into(name);
      }
      draft.omitted.add(names.getLast());
    }

    public void insert(JsonPath each, Insert insert) {
      var draft = this;
      for (var name : names(each)) {
        draft = draft.into(name);
      }
      draft.inserts.add(insert);
    }

    /** The draft at the end of a path; of no effect when nothing is to change there. */
    public Draft at(JsonPath path) {
      var draft = this;
      for (var name : names(path)) {
        draft = draft.fields.getOrDefault(name, new Draft());
      }
      return draft;
    }

    /** The names that are known: those that are picked, and those that joins add. */
    public Set<JsonName> knownNames() {
      var names = new HashSet<>(picked);
      inserts.forEach(insert -> names.add(insert.as()));
      return names;
    }

    private Draft into(JsonName name) {
      return fields.computeIfAbsent(name, _ -> new Draft());
    }

    private static List<JsonName> names(JsonPath path) {
      var names = new ArrayList<JsonName>();
      for (var step : path.steps()) {
        if (step instanceof JsonPath.Field field) {
          names.add(field.name());
        }
      }
      return names;
    }

    private boolean changesNothing() {
      return !picks
          && omitted.isEmpty()
          && inserts.isEmpty()
          && fields.values().stream().allMatch(Draft::changesNothing);
    }

    private Shape build() {
      fields.values().removeIf(Draft::changesNothing);
      return new Shape(this);
    }

    /** The shape, null when it changes nothing. */
    public @Nullable Shape shape() {
      return changesNothing() ? null : build();
    }
  }
}
