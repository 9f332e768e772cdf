package dev.weft.kit.messaging.types;

import dev.weft.kit.messaging.types.Break.Reason;
import dev.weft.node.config.YamlMapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a reader of one schema would refuse in messages of another. Readers are tolerant of
 * fields that they do not know, and of nothing else.
 */
final class Compatibility {

  /** Each number takes the ones before it: a double reads any number, as it said it would. */
  private static final Map<String, Integer> INTEGERS = Map.of("int16", 1, "int32", 2, "int64", 3);

  private static final int ANY_INTEGER = 4;

  private final List<Break> breaks = new ArrayList<>();
  private final Set<Pair> seen = new HashSet<>();

  /** Two records in each other, which may hold themselves. */
  private record Pair(YamlMapping written, YamlMapping read) {}

  private Compatibility() {}

  /** All breaks, from top to bottom of what is read. */
  static List<Break> of(SchemaView written, SchemaView read) {
    var found = new Compatibility();
    found.compare("", written, read);
    return List.copyOf(found.breaks);
  }

  private void compare(String path, SchemaView written, SchemaView read) {
    if (written.plain().isPresent() || read.plain().isPresent()) {
      encrypted(path, written, read);
      return;
    }
    if (read.type().isEmpty() && read.constants().isEmpty()) {
      return;
    }
    if (!written.type().equals(read.type()) && !isWiderNumber(written, read)) {
      add(path, written, read, new Reason.OtherType(written.describe(), read.describe()));
      return;
    }
    switch (read.type()) {
      case "object" -> objects(path, written, read);
      case "array" -> parts(path + "[]", written, read, written.items(), read.items());
      case "string" -> strings(path, written, read);
      case "integer" -> integers(path, written, read);
      default -> {}
    }
  }

  /** Nobody takes the one for the other, not even as a string. */
  private void encrypted(String path, SchemaView written, SchemaView read) {
    var in = written.plain();
    var out = read.plain();
    if (in.isPresent() && out.isPresent()) {
      compare(path, in.get(), out.get());
    } else {
      add(path, written, read, new Reason.OtherType(written.describe(), read.describe()));
    }
  }

  private void objects(String path, SchemaView written, SchemaView read) {
    if (written.values().isPresent() || read.values().isPresent()) {
      if (written.values().isPresent() != read.values().isPresent()) {
        add(path, written, read, new Reason.OtherType(written.describe(), read.describe()));
      } else {
        parts(path + "{}", written, read, written.values(), read.values());
      }
      return;
    }
    if (!seen.add(new Pair(written.node(), read.node()))) {
      return;
    }
    for (var name : read.fields()) {
      var inside = path.isEmpty() ? name : path + "." + name;
      var wanted = read.field(name).orElseThrow();
      var there = written.field(name);
      if (there.isEmpty()) {
        if (read.isSure(name)) {
          add(inside, written, wanted, new Reason.NotWritten());
        }
        continue;
      }
      if (read.isSure(name) && !written.isSure(name)) {
        add(inside, there.get(), wanted, new Reason.MayBeMissing());
      }
      compare(inside, there.get(), wanted);
    }
  }

  private void parts(
      String path,
      SchemaView written,
      SchemaView read,
      Optional<SchemaView> writtenPart,
      Optional<SchemaView> readPart) {
    if (readPart.isEmpty()) {
      return;
    }
    if (writtenPart.isEmpty()) {
      add(path, written, read, new Reason.OtherType("anything", readPart.get().describe()));
      return;
    }
    if (writtenPart.get().nullable() && !readPart.get().nullable()) {
      add(path, writtenPart.get(), readPart.get(), new Reason.MayBeMissing());
    }
    compare(path, writtenPart.get(), readPart.get());
  }

  private void strings(String path, SchemaView written, SchemaView read) {
    var known = read.constants();
    if (!known.isEmpty() && !written.constants().isEmpty()) {
      var unknown =
          written.constants().stream().filter(name -> !known.contains(name)).sorted().toList();
      if (!unknown.isEmpty()) {
        add(path, written, read, new Reason.UnknownConstants(unknown));
      }
      return;
    }
    boolean free = known.isEmpty() && read.format().isEmpty();
    if (!free && (!known.isEmpty() || !Objects.equals(written.format(), read.format()))) {
      add(path, written, read, new Reason.OtherType(written.describe(), read.describe()));
    }
  }

  private void integers(String path, SchemaView written, SchemaView read) {
    if (size(written) > size(read)) {
      add(path, written, read, new Reason.OtherType(written.describe(), read.describe()));
    }
  }

  private static boolean isWiderNumber(SchemaView written, SchemaView read) {
    return written.type().equals("integer") && read.type().equals("number");
  }

  private static int size(SchemaView integer) {
    return INTEGERS.getOrDefault(integer.format(), ANY_INTEGER);
  }

  private void add(String path, SchemaView written, SchemaView read, Reason reason) {
    breaks.add(new Break(path, written.at(), read.at(), reason));
  }
}
